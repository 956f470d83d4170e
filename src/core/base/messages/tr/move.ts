import { decimal } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../move.ts";

const megabytes = (bytes: number): string => decimal(bytes / 1e6, 0);
const gigabytes = (bytes: number, digits: number): string => decimal(bytes / 1e9, digits);

export const placeWords: Translated<typeof english.placeWords> = {
  noVerb: () =>
    "library: nerede olduğunu görmek için başka bir şey yazmayın ya da: library move KLASÖR, library use KLASÖR.",
  noFolder: (verb) => `library ${verb}: tek klasörün adını verin.`,
  noLibrary: () => "library: --library bir klasör adı ister.",
  onlyToSee: (verb) => `library ${verb} her zamanki kitaplık içindir; --library almaz.`,
  keepIsForMoves: () => "library: --keep yalnız library move ile kullanılır.",
  none: (folder) => `${folder}: henüz kitaplık yok; ilk başlangıçta yapılır.`,
  usage: (studies, films, filmBytes, database, free) =>
    `${studies} tetkik, ${films} film: ${gigabytes(filmBytes, 2)} GB film, ${decimal(database / 1e6, 1)} MB veritabanı; diskinde ${gigabytes(free, 1)} GB boş`,
  usual: (folder) => `${folder} (her zamanki yer)`,
  chosen: (folder) => `${folder} (seçilmiş)`,
  copying: (done, total) => `${megabytes(done)} / ${megabytes(total)} MB ...`,
  moved: (folder) => `Kitaplığın yeni yeri: ${folder}. Her dosya geri okundu ve aynı.`,
  left: (folder) => `Eski kopya hâlâ yerinde: ${folder}.`,
  unreadable: (path) => `Eski diskten artık okunamıyor: ${path}. Filmini yeniden içe aktarın.`,
  used: (folder) => `Bir sonraki başlangıçtan itibaren kitaplık: ${folder}.`,
};

export const moveSettings: Translated<typeof english.moveSettings> = {
  open: "Taşı ...",
  title: "Kitaplığı taşı",
  hint: "Kitaplığı boş veya yeni bir klasöre, başka bir diske de, kopyalar, her dosyayı geri okur ve sonra orada sürdürür. Bu sırada okumaya devam edersiniz; sonunda iş istasyonu birkaç saniye bekler.",
  folder: "Yeni klasör",
  placeholder: "Tam yol; örneğin /mnt/filmler/kitaplik veya D:\\kitaplik",
  keep: "Eski kopya kalsın",
  kept: "Eski kopyada bütün hastalar vardır: kitaplık kadar güvenli saklayın ve gerekmeyince silin.",
  removed: "Yenisi kanıtlanınca eski kopya silinir.",
  start: "Kitaplığı taşı",
  close: "Kapat",
  cancel: "Durdur",
  stage: (stage, done, total) =>
    ({
      copying: total === 0 ? "Kitaplığa bakılıyor ..." : `${megabytes(done)} / ${megabytes(total)} MB`,
      waiting: "Kopyalandı. Başka programların kitaplığı kapatması bekleniyor ...",
      finishing: "Bitiriliyor: iş istasyonu kısa bir süre bekliyor ...",
    })[stage],
  done: (folder) => `Kitaplığın yeni yeri: ${folder}. Her dosya geri okundu ve aynı.`,
  left: (folder) => `Eski kopya hâlâ yerinde: ${folder}.`,
  unreadable: (count) =>
    `Eski diskten artık okunamayan ${count} dosya var. Kitaplığın denetimi filmleri adlarıyla söyler; onları yeniden içe aktarın.`,
  cancelled: "Durduruldu. Kitaplık eski yerinde, geride bir şey kalmadı.",
  onlyAdministrators: "Kitaplığı yalnız yöneticiler taşır veya başkasıyla değiştirir.",
};

export const otherLibrary: Translated<typeof english.otherLibrary> = {
  open: "Başkasını kullan ...",
  title: "Başka bir kitaplık kullan",
  hint: "Bir sonraki başlangıçtan itibaren Overread bu klasördeki kitaplığı açar; boş veya yeni bir klasörde yeni bir kitaplık başlatılır. Bu kitaplık olduğu gibi yerinde kalır.",
  folder: "Öteki kitaplığın klasörü",
  start: "Bir sonraki başlangıçtan itibaren kullan",
  used: placeWords.used,
};
