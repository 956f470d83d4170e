import type { Translated } from "../../words.ts";
import type * as english from "../audit.ts";

const rows = (from: number, to: number): string => (from === to ? `Satır ${from}` : `Satır ${from}–${to}`);

export const auditWords: Translated<typeof english.auditWords> = {
  noVerb: () => "audit: kayıtla ne yapılacağını söyleyin; doğrulanabilir (audit verify).",
  noLibrary: () => "audit: --library bir klasör adı ister.",
  noLibraryThere: (folder) => `Şurada kitaplık yok: ${folder}.`,
  fault: (fault) => {
    switch (fault.kind) {
      case "changed":
        return `Satır ${fault.row} yazıldıktan sonra değiştirilmiş.`;
      case "removed":
        return `${rows(fault.from, fault.to)} silinmiş.`;
      case "unchained":
        return `Satır ${fault.row} kaydın zinciri dışından konmuş.`;
      case "forged":
        return `Satır ${fault.row} bu anahtarın basmadığı bir mühür taşıyor.`;
      case "cut-off":
        return `${rows(fault.from, fault.to)} kesilmiş${fault.since === "" ? "" : ` (kayıt bir zamanlar satır ${fault.to} konumuna ulaşmıştı: baş, ${fault.since})`}.`;
      case "other-past":
        return `Satır ${fault.row}, başı ${fault.since} tarihinde dışa aktarılan satır değil: kayıt oraya kadar yeniden yapılmış.`;
    }
  },
  verdict: ({ rows: all, sealed, otherKey, heads, last }, faults, library) => {
    const unsealed = all - sealed - otherKey;
    return [
      `${library}: ${all} satır, ${sealed} tanesi bu anahtarla mühürlü`,
      otherKey > 0 ? `, ${otherKey} tanesi başka bir anahtarla (denetlenmedi)` : "",
      unsealed > 0 ? `, ${unsealed} tanesi mühürsüz` : "",
      `, dışa aktarılmış ${heads} baş. `,
      faults === 0 ? `Kayıt satır ${last.number} sonuna kadar bütün.` : `Kayıtta ${faults} kusur var.`,
    ].join("");
  },
};

export const auditPageWords: Translated<typeof english.auditPageWords> = {
  title: "Denetim kaydı",
  lead: (total) =>
    `${total} satır, en yenisi önce. İçinde hiçbir şey değiştirilemez; değiştirileni bir denetim bulur.`,
  loading: "Kayıt getiriliyor",
  none: "Böyle bir satır yok.",
  onlyAdministrators: "Denetim kaydı yöneticilere gösterilir.",
  label: "Denetim kaydının satırları",
  columns: {
    number: "Satır",
    at: "Zaman",
    who: "Okuyan",
    what: "İşlem",
    subject: "Konu",
    details: "Ayrıntı",
  },
  reader: "Okuyan",
  action: "Yapılan işlem",
  from: "İlk tarih",
  to: "Son tarih",
  all: "tümü",
  verify: "Kaydı denetle",
  verifying: "Her satır denetleniyor",
  whole: "Bütün",
  broken: "Bütün değil",
  head: "Başını dışa aktar",
  headHint:
    "Kaydın şimdiki sonu, küçük bir dosya olarak. Bu bilgisayardan uzakta saklayın: kesilmiş veya yeniden yapılmış bir kayıt onunla bulunur.",
  headSaved: (name) => `Baş kaydedildi: ${name}. Bu bilgisayardan uzakta saklayın.`,
  actions: {
    "workstation.start": "iş istasyonunu başlattı",
    "library.import": "içe aktardı",
    "library.import-cancel": "içe aktarmayı durdurdu",
    "library.add-phantoms": "fantom ekledi",
    "library.identify": "resimlerin kimin olduğunu söyledi",
    "library.watch": "izlenen klasörü belirledi",
    "library.backup": "kitaplığı yedekledi",
    "library.use": "bir sonraki başlangıç için başka bir kitaplık seçti",
    "library.move": "kitaplığı taşımaya başladı",
    "library.move-cancel": "kitaplığı taşımadı",
    "library.moved": "kitaplığı taşıdı",
    "library.check": "kitaplığı denetledi",
    "library.film-missing": "eksik film buldu",
    "library.film-back": "filmi yeniden buldu",
    "library.file-recovered": "dosyayı geri aldı",
    "library.file-removed": "dosyayı kaldırdı",
    "library.file-set-aside": "dosyayı kenara ayırdı",
    "study.open": "tetkik açtı",
    "study.priority": "öncelik belirledi",
    "study.delete": "tetkik sildi",
    "film.open": "filme baktı",
    "read.draft": "okumaya başladı",
    "read.commit": "okumayı kesinleştirdi",
    "read.addendum": "ek rapor yazdı",
    "read.flag": "işaretlendi",
    "read.report": "rapor aldı",
    "report.templates": "rapor şablonlarını değiştirdi",
    "second-read.ask": "ikinci okuma istedi",
    "second-read.take": "ikinci okumayı aldı",
    "second-read.commit": "ikinci okumayı kesinleştirdi",
    "second-read.settle": "ikinci okumayı karara bağladı",
    "reader.add": "okuyan ekledi",
    "reader.change": "okuyanı değiştirdi",
    "reader.secret": "PIN veya parola belirledi",
    "reader.secret-reset": "başkasının PIN veya parolasını yeniledi",
    "rules.change": "kuralları değiştirdi",
    "session.sign-in": "giriş yaptı",
    "session.refused": "geri çevrildi",
    "session.sign-out": "çıkış yaptı",
    "session.lock": "kilitlendi",
    "audit.open": "denetim kaydını açtı",
    "audit.verify": "denetim kaydını denetledi",
    "audit.export-head": "kaydın başını dışa aktardı",
    "panel.reveal": "panel gösterildi",
    "mark.save": "işaret kaydetti",
    "mark.delete": "işaret sildi",
    "export.dicom": "film dışa aktardı",
    "export.picture": "resim dışa aktardı",
    "screen.check": "ekranı denetledi",
    "film.classify": "filmi sınıflandırttı",
    "queue.pause": "kuyruğu duraklattı veya sürdürdü",
    "statistics.open": "istatistikleri açtı",
  },
};
