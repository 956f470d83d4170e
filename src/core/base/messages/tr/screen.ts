import type { Translated } from "../../words.ts";
import type * as english from "../screen.ts";

export const screenQuality: Translated<typeof english.screenQuality> = {
  title: "Ekran denetimi",
  remind: "Film okunan her ekranı günde bir kez desenle, yılda bir kez parlaklık ölçerle denetleyin.",
  never: "Bu ekran bu bilgisayarda hiç denetlenmedi.",
  last: (day, reader, how, result) => `Son denetim: ${day}, ${reader}, ${how}: ${result}.`,
  how: { pattern: "test deseniyle", luminances: "ölçülen parlaklıklarla" },
  result: { passes: "olması gerektiği gibi", fails: "olması gerektiği gibi değil" },
  overdue: (days) => `Üzerinden ${days} gün geçti. Yeniden denetleyin.`,
  remindOverdue: (days) =>
    `Bu ekran en son ${days} gün önce denetlendi. Nasıl denetleneceği Ayarlar, Ekran denetimi bölümündedir.`,
  patternTitle: "Test deseni",
  patternHow:
    "Desen ekranı doldurur. 16 karenin hepsi ve her birinin daha koyu ve daha açık iki köşesi, siyah üzerinde %5, beyaz üzerinde %95, çizgi çiftlerinin her çizgisi ve düzgün bir geçiş görülmelidir. Esc veya bir tıklama kapatır.",
  open: "Test desenini göster",
  good: "Hepsi görülüyor",
  bad: "Eksik var",
  pattern: "Test deseni: kapatmak için Escape tuşuna basın",
  patch: (level) => `Gri düzeyi ${level} olan kare: kapatmak için Escape tuşuna basın`,
  measureTitle: "DICOM standardına karşı parlaklıklar",
  measureHow:
    "Her düzeyi gösterin, ekranın ortasını önünde oturduğunuz gibi cd/m² olarak ölçün ve ölçerin gösterdiğini girin.",
  show: (level) => `Göster: ${level}`,
  level: "Düzey",
  measured: "Ölçülen, cd/m²",
  wanted: "GSDF, cd/m²",
  deviation: "Kontrast sapması",
  field: (level) => `Düzey ${level} parlaklığı, cd/m²`,
  incomplete: "18 parlaklığın hepsini girin: 0,05 ile 3.993 cd/m² arasında, her biri öncekinden yüksek.",
  found: (worst, ratio) => `En büyük kontrast sapması %${worst}; beyaz, siyahın ${ratio} katı.`,
  passes: "AAPM TG18'in birincil ekran sınırları içinde (%10, 250).",
  fails: "AAPM TG18'in birincil ekran sınırları dışında (%10, 250): bu ekranda okumadan önce kalibre edin.",
  keep: "Bu denetimi kaydet",
};
