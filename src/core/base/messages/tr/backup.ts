import { decimal } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../backup.ts";

const megabytes = (bytes: number): string => decimal(bytes / 1e6, 0);

export const backupWords: Translated<typeof english.backupWords> = {
  noFile: (command) => `${command}: yedeğin tek dosyasının adını verin.`,
  noLibrary: (command) => `${command}: --library bir klasör adı ister.`,
  noPassphraseFile: (command) => `${command}: --passphrase-file bir dosya adı ister.`,
  unreadable: (path, code) => `--passphrase-file: ${path} okunamıyor (${code}).`,
  shortPassphrase: (path, least) =>
    `--passphrase-file: ${path} dosyasının ilk satırında ${least} karakterden az var.`,
  progress: (done, total) => `${megabytes(done)} / ${megabytes(total)} MB ...`,
  missing: (hash) => `${hash} filminin dosyası eksik veya bozuk.`,
  written: (count, file, encrypted) =>
    `${count} film ve bütün okumalar şu dosyada: ${file}${encrypted ? ", şifreli." : ", şifresiz."}`,
  restored: (count, library) => `${count} film ve bütün okumalar geri yüklendi: ${library}`,
};

export const backupSettings: Translated<typeof english.backupSettings> = {
  title: "Yedek",
  hint: "Siz okumayı sürdürürken filmleri, okumaları ve denetim kaydını yeni, tek bir dosyaya yazar. Kitaplıktan başka bir diskte saklayın.",
  last: "Son yedek",
  never: "Henüz yok.",
  lastWas: (at, file, count, encrypted) =>
    `${at}: ${count} film, ${file}, ${encrypted ? "şifreli" : "şifresiz"}`,
  due: (days) =>
    days === null
      ? "Yedek alın: bozulan bir disk, yalnız kitaplıkta olan her şeyi götürür."
      : `Üzerinden ${days} gün geçti. Yenisini alın.`,
  folder: "Klasör",
  placeholder: "Tam yol; örneğin /mnt/yedekler veya D:\\yedekler",
  file: "Dosya",
  encrypt: "Parolayla şifrele",
  passphrase: (least) => `Parola (en az ${least} karakter)`,
  again: "Aynısı bir kez daha",
  different: "İkisi aynı değil.",
  lost: "Kaybolan parolanın yerine yenisi konamaz: onsuz kimse yedeği geri yükleyemez.",
  open: "Parola olmadan dosyayı eline geçiren okuyabilir.",
  start: "Yedek al",
  cancel: "Durdur",
  progress: (done, total) => (total === 0 ? "Başlıyor ..." : `${megabytes(done)} / ${megabytes(total)} MB`),
  done: (count, file) => `${count} film ve bütün okumalar şu dosyada: ${file}.`,
  missing: (count) => `${count} film yedekte yok: dosyası eksik veya bozuk.`,
  cancelled: "Durduruldu. Geride bir şey kalmadı.",
  restore: "Geri yüklemek için komut satırını kullanın, yeni bir klasöre:",
  restoreCommand: "overread restore DOSYA --library KLASÖR",
  onlyAdministrators: "Yedeği yalnız yöneticiler alır: içinde bütün hastalar vardır.",
  reminder: (at) =>
    at === null
      ? "Kitaplık hiç yedeklenmedi. Ayarlar, Yedek bölümünde yedek alabilirsiniz."
      : `Kitaplığın son yedeği: ${at}. Ayarlar, Yedek bölümünde yenisini alabilirsiniz.`,
};
