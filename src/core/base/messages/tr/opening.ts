import type { Translated } from "../../words.ts";
import type * as english from "../opening.ts";

export const opening: Translated<typeof english.opening> = {
  films: "Film aç",
  folder: "Klasör aç",
  phantoms: "Fantom filmlerle dene",
  filmsHint: "DICOM, PNG veya JPEG; bir ya da çok",
  folderHint: "Alt klasörleriyle içindeki her şey",
  phantomsHint: "Çizilmiş 12 film, hasta yok; ağların bunlara yanıtı bir anlam taşımaz",
  drop: "İçe aktarmak için filmleri veya klasörleri bırakın",
  nothingDropped: "Bırakılanlarda dosya yok. Filmleri veya klasörleri dosya yöneticinizden bırakın.",
  unreadableEntry: (name, detail) =>
    `Okunamadı: ${name} (${detail}). İzinlerini denetleyin ve yeniden bırakın.`,
};

export const jobs: Translated<typeof english.jobs> = {
  title: "İçe aktarma",
  collecting: (count) => `Verdikleriniz taranıyor: ${count} dosya`,
  handing: (count) => `${count} dosya aktarılıyor`,
  progress: (done, total) => (total === null ? `${done} dosya` : `${done} / ${total}`),
  state: {
    running: "İçe aktarılıyor",
    waiting: "Bu filmler kimin?",
    done: "İçe aktarıldı",
    cancelled: "İptal edildi",
    failed: "İçe aktarma durdu",
  },
  remaining: (milliseconds) => {
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 10) return "birkaç saniye kaldı";
    if (seconds < 90) return `yaklaşık ${Math.ceil(seconds / 10) * 10} sn kaldı`;
    return `yaklaşık ${Math.ceil(seconds / 60)} dk kaldı`;
  },
  conflicts: (count) => `${count} çakışma`,
  resume: "Devam et",
  forget: "Bu içe aktarmayı bırak",
  saveList: "Listeyi kaydet",
  listName: "alinmayanlar.csv",
  listColumns: ["dosya", "kod", "neden"],
  imported: (count) => `${count} içe aktarıldı`,
  duplicates: (count) => `${count} zaten burada`,
  skipped: (count) => `${count} film değil, atlandı`,
  rejected: (count) => `${count} alınmadı`,
  rejectedTitle: "Alınmayanlar",
  cancel: "İçe aktarmayı iptal et",
  hide: "İçe aktarmayı gizle",
  show: "İçe aktarmayı göster",
  bar: "İçe aktarmanın ilerlemesi",
  more: (count) => `ve ${count} tane daha`,
};

export const watching: Translated<typeof english.watching> = {
  title: "İzlenen klasör",
  hint: "Bu klasöre ve altındakilere gelen filmler, tamamlanınca kendiliğinden içe aktarılır. Klasörde hiçbir şey değiştirilmez.",
  folder: "Klasör",
  placeholder: "Tam yol; örneğin /mnt/filmler veya D:\\filmler",
  watch: "İzle",
  stop: "İzlemeyi bırak",
  state: {
    off: "İzlenen klasör yok.",
    watching: "İzleniyor",
    lost: "Yerinde değil: diskini veya ağ paylaşımını bağlayın. Geri gelince Overread devam eder.",
  },
  first: "Klasör izle",
  firstHint: "Filmleri kendiliğinden gelir",
};

export const folders: Translated<typeof english.folders> = {
  browse: "Gözat",
  close: "Kapat",
  label: "Klasörler",
  up: "Bir üst klasör",
  none: "İçinde klasör yok.",
};

export const pictures: Translated<typeof english.pictures> = {
  lead: (count) =>
    count === 1
      ? "Bir PNG veya JPEG film, hastası hakkında bilgi taşımıyor."
      : `${count} PNG ve JPEG film, hastaları hakkında bilgi taşımıyor.`,
  hint: "Girdikleriniz hepsi için geçerlidir. Yanlarındaki bir films.csv her birini ayrı adlandırabilir.",
  patientName: "Hasta",
  patientNameHint: "Soyadı^Adı",
  patientId: "Hasta no",
  birthDate: "Doğum tarihi",
  sex: "Cinsiyet",
  sexes: { "": "bilinmiyor", F: "kadın", M: "erkek", O: "diğer" },
  studyDate: "Tetkik tarihi",
  view: "Projeksiyon",
  views: { "": "bilinmiyor", PA: "PA", AP: "AP", LL: "sol lateral", RL: "sağ lateral" },
  submit: (count) => (count === 1 ? "İçe aktar" : `${count} filmi içe aktar`),
  skip: "Hasta bilgisi olmadan içe aktar",
};

export const firstStart: Translated<typeof english.firstStart> = {
  title: "Henüz okunacak film yok",
  lead: "Bu bilgisayardan film açın veya önce fantom filmlerle çevreyi tanıyın.",
  knows: "Ağların bildiği",
  own: (title) => `${title} (kendi modeliniz)`,
  noNetworks: "Yüklü ağ yok. Filmler okunabilir; panel boş kalır.",
  privacyTitle: "Filmler nerede kalır",
  deviceTitle: "Bu nedir",
  privacy: "Bu bilgisayardan hiçbir şey çıkmaz: Overread ağ bağlantısı olmadan çalışır.",
  device:
    "Overread araştırma ve eğitim için bir yardımcıdır. Onaylı bir tıbbi cihaz değildir ve radyoloğun okumasının yerini tutmaz.",
  dropHint: "Filmleri veya klasörleri bu pencerenin herhangi bir yerine de bırakabilirsiniz.",
};
