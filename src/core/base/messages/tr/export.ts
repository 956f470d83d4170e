import type { Translated } from "../../words.ts";
import type * as english from "../export.ts";

export const exporting: Translated<typeof english.exporting> = {
  title: "Bu filmi dışa aktar",
  label: "Dışa aktar",
  withMarks: "İşaretler",
  withPatient: "Hastanın adı, numarası, yaşı, cinsiyeti ve tarih",
  heatMap: "Ekrandaki ısı haritası resmin bir parçasıdır.",
  png: "PNG",
  jpeg: "JPEG",
  print: "Yazdır veya PDF",
  dicom: "Anonim DICOM",
  picture: "Görülenin resmi: pencere, büyütme ve dönüş ekrandaki gibidir.",
  anonymised:
    "Hastası olmadan filmin kendisi: DICOM PS3.15 ek E, Basic Application Level Confidentiality Profile.",
  burnt: "Görüntüye işlenmiş yazılar görüntüde kalır. Dışarı vermeden önce bakın.",
  burntIn: {
    yes: "Filmin kendi bilgisine göre görüntüsüne yazı işlenmiş: bu yazılar hastanın adını taşıyabilir ve silinmedi.",
    unknown:
      "Film, görüntüsüne yazı işlenip işlenmediğini bildirmiyor. Bakın: yazılar hastanın adını taşıyabilir ve silinmedi.",
  },
  saved: (name) => `Kaydedildi: ${name}.`,
  printed: {
    heading: "Overread: film bilgi içindir, tanı için değildir",
    marks: "İşaretler",
  },
};
