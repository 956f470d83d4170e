import { decimal } from "../../figures.ts";
import { backendName as backend } from "../inference.ts";
import type { ErrorCode, ErrorParams } from "../../error-table.ts";

const megabytes = (bytes: string | number | undefined): string =>
  bytes === undefined ? "bilinmeyen sayıda" : decimal(Number(bytes) / 1e6, 1);
const named = (p: ErrorParams): string => (p["file"] === undefined ? "Dosya" : `${p["file"]}`);

/** The sentences of `error-table.ts` in Turkish. */
export const errors: Readonly<Record<ErrorCode, (p: ErrorParams) => string>> = {
  // Films
  "film/not-a-film": (p) =>
    `${named(p)} bir film değil: DICOM, PNG veya JPEG değil. DICOM, PNG veya JPEG dosyası seçin.`,
  "film/empty": (p) => `${named(p)} boş. Kaynağından yeniden kopyalayın.`,
  "film/truncated": (p) =>
    p["expected"] === undefined
      ? `${named(p)} ${megabytes(p["actual"])} MB sonrasında kesilmiş. Kaynağından yeniden kopyalayın ve bir kez daha içe aktarın.`
      : `${named(p)} kesilmiş: ${megabytes(p["expected"])} MB yerine ${megabytes(p["actual"])} MB. Kaynağından yeniden kopyalayın ve bir kez daha içe aktarın.`,
  "film/too-large": (p) =>
    `${named(p)} Overread'in aldığından fazlasını istiyor: ${p["asked"] ?? "daha çok"}; en çok ${p["limit"] ?? "kendi sınırı"}. Açılmadı.`,
  "film/no-pixels": (p) =>
    `${named(p)} DICOM, ama görüntü taşımıyor (${p["detail"] ?? "piksel verisi yok"}). Onun yerine tetkikin görüntüsünü seçin.`,
  "film/bad-attribute": (p) =>
    `${named(p)} gösterilemiyor: ${p["attribute"] ?? "bir öznitelik"} değeri ${p["value"] ?? "eksik"}. Kaynağından yeniden göndermesini isteyin.`,
  "film/corrupt": (p) =>
    `${named(p)} bozuk (${p["detail"] ?? "verileri birbiriyle çelişiyor"}). Kaynağından yeniden kopyalayın.`,
  "film/no-such-frame": (p) =>
    `${named(p)}: kare sayısı ${p["frames"] ?? "daha az"}; kare ${p["frame"] ?? "?"} yok.`,
  "codec/unsupported": (p) =>
    `${named(p)}, Overread'in çözmediği bir biçimde saklanmış: ${p["name"] ?? "bilinmeyen aktarım sözdizimi"} (${p["uid"] ?? "?"}). Kaynağından JPEG Lossless veya sıkıştırılmamış gibi başka bir aktarım sözdizimi isteyin.`,
  "codec/failed": (p) =>
    `${named(p)} çözülemedi (${p["name"] ?? "aktarım sözdizimi"}): sıkıştırılmış resim bozuk. Kaynağından yeniden kopyalayın.`,
  // Files and folders
  "file/not-found": (p) =>
    `${named(p)} yerinde değil. Adını ve diskin veya ağ paylaşımının bağlı olduğunu denetleyin.`,
  "file/not-readable": (p) => `${named(p)} okunamıyor (${p["detail"] ?? "izin yok"}). İzinlerini denetleyin.`,
  "file/exists": (p) => `${named(p)} zaten başka bir içerikle orada. Başka bir klasör seçin.`,
  "file/not-writable": (p) =>
    `${named(p)} yazılamıyor (${p["detail"] ?? "izin yok"}). Klasörü ve diskindeki boş yeri denetleyin.`,
  "folder/no-films": (p) =>
    `${p["folder"] ?? "Klasör"} film içermiyor: ${p["files"] ?? 0} dosyanın hiçbiri DICOM, PNG veya JPEG değil.`,
  // Archives and discs
  "archive/damaged": (p) =>
    `${named(p)} bozuk bir ZIP arşivi (${p["detail"] ?? "kendisiyle çelişiyor"}). Kaynağından yeniden kopyalayın.`,
  "archive/entry-damaged": (p) =>
    `${named(p)} ZIP arşivinin içinde bozuk (${p["detail"] ?? "verileri birbiriyle çelişiyor"}). Arşivi kaynağından yeniden kopyalayın.`,
  "archive/encrypted": (p) =>
    `${named(p)} ZIP arşivinin içinde şifreli. Arşivi parolasıyla açın ve çıkanları içe aktarın.`,
  "archive/unsupported": (p) =>
    `${named(p)} ZIP arşivinde Overread'in açmadığı bir yöntemle (${p["method"] ?? "?"}) sıkıştırılmış. Arşivi açın ve çıkanları içe aktarın.`,
  "archive/nested": (p) =>
    `${named(p)} arşiv içinde arşiv; Overread bunun içine bakmaz. Dıştakini açın ve çıkanları içe aktarın.`,
  "archive/unsafe-name": (p) =>
    `${named(p)} ZIP arşivinin dışında bir yer gösteriyor. İçe aktarılmadı: dürüst bir program böyle bir ad yazmaz.`,
  "archive/link": (p) =>
    `${named(p)} ZIP arşivinde film değil bağlantı. Filmin kendisini paketleyin ve bir kez daha içe aktarın.`,
  "archive/too-large": (p) =>
    `${named(p)} açılınca Overread'in aldığından büyük olurdu: ${p["asked"] ?? "daha çok"}; en çok ${p["limit"] ?? "kendi sınırı"}. Açılmadı.`,
  "media/damaged": (p) =>
    `Diskin dizini ${named(p)} okunamıyor (${p["detail"] ?? "kendisiyle çelişiyor"}). Onun yerine diskin klasörleri tarandı.`,
  "media/missing-file": (p) =>
    `${named(p)} diskin dizininde var, diskte yok. Diski kaynağından yeniden kopyalayın.`,
  "media/index-alone": (p) =>
    `${named(p)} bir diskin dizini ve diskin filmleri olmadan geldi. İçinde durduğu klasörü seçin.`,
  "media/unsafe-reference": (p) =>
    `${named(p)} diskin dizininde var, ama diskin dışını gösteriyor. İçe aktarılmadı.`,
  // Pictures' patients
  "identity/list-damaged": (p) =>
    `Resimlerin kimin olduğunu söyleyen liste ${named(p)} okunamıyor (${p["detail"] ?? "?"}). İlgili resimler listede yok sayılır.`,
  "identity/bad-row": (p) =>
    `${named(p)}, satır ${p["row"] ?? "?"}: ${p["column"] ?? "bir sütun"} geçerli değil, bu yüzden ${p["picture"] ?? "resim"} içe aktarılmadı. Satırı düzeltin ve bir kez daha içe aktarın.`,
  "identity/not-listed": (p) =>
    `${named(p)}, resimlerin kimin olduğunu söyleyen listede yok. İçe aktarılmadı; onun için bir satır ekleyin.`,
  "identity/no-such-file": (p) =>
    `${named(p)} içinde adı geçen ${p["picture"] ?? "bir resim"} yerinde değil. Satırındaki adı denetleyin.`,
  // Watched folder
  "watch/not-a-folder": (p) =>
    `${p["folder"] ?? "Bu"} izlenebilecek bir klasör değil. Tam yolunu verin ve diskin veya ağ paylaşımının bağlı olduğunu denetleyin.`,
  "watch/inside-library": (p) =>
    `${p["folder"] ?? "Bu klasör"} ile kitaplık birbirinin içinde. Başka bir klasör izleyin.`,
  "watch/lost": (p) =>
    `İzlenen klasör kayboldu: ${p["folder"] ?? ""}. Diskini veya ağ paylaşımını bağlayın; geri gelince Overread devam eder.`,
  // Study database
  "library/disk-full": (p) =>
    p["imported"] === undefined
      ? "Kitaplığın bulunduğu disk dolu, bu yüzden hiçbir şey kaydedilmedi. Yer açın ve bir kez daha yapın."
      : `Kitaplığın bulunduğu disk dolu. Ondan önce ${p["imported"]} film içe aktarıldı; yer açın ve kalanları bir kez daha içe aktarın.`,
  "library/not-there": (p) =>
    `Şurada kitaplık yok: ${p["folder"] ?? "belirtilen yer"}. Klasörün adını denetleyin.`,
  "library/films-gone": (p) =>
    `Veritabanında filmler kayıtlı, ama bütün filmlerin klasörü boş veya yerinde değil: ${p["folder"] ?? "kitaplığın altında"}. Diskini bağlayın veya kitaplığı bir yedekten geri yükleyin.`,
  "library/busy": () =>
    "Başka bir program kitaplığı kendine ayırmış. Onu kullanan programları kapatın ve yeniden deneyin.",
  "library/other-patient": (p) =>
    `${named(p)}, kitaplıkta başka bir hastaya ait görünen bir tetkike ait. İçe aktarılmadı; doğru hastayı kaynağına sorun.`,
  "library/not-writable": (p) =>
    `Kitaplığa yazılamıyor: ${p["folder"] ?? "yeri"} (${p["detail"] ?? "izin yok"}), bu yüzden hiçbir şey kaydedilmedi. Yeniden yazılabilir yapın: izinlerine ve diskinin salt okunur olup olmadığına bakın.`,
  "library/from-the-future": (p) =>
    `Kitaplığı daha yeni bir Overread yazmış (şema ${p["found"] ?? "?"}; bu sürümün bildiği ${p["known"] ?? "?"}). Yeni sürümü başlatın.`,
  "library/damaged": (p) =>
    `Kitaplık bozuk (${p["detail"] ?? "veritabanı okunamıyor"}). Yedekten geri yükleyin.`,
  "library/conflict": (p) =>
    `${named(p)}, kitaplıktaki bir filmle aynı SOP Instance UID değerini ama başka baytlar taşıyor. Kitaplıktaki film korundu.`,
  "library/no-such-study": () => "Bu tetkik artık kitaplıkta değil.",
  "study/changed": (p) =>
    `Tetkikteki film sayısı artık ${p["films"] ?? "başka"}, bu yüzden silinmedi. Yeniden bakın ve bir kez daha karar verin.`,
  "hanging/refused": (p) => `${p["detail"] ?? "Bu film asma kuralları anlamlı değil."}`,
  "study/second-read-open": () =>
    "Bu tetkikin açık bir ikinci okuması var, bu yüzden silinmedi. Önce ikinci okumayı karara bağlayın.",
  "library/disk-low": (p) =>
    `Kitaplığın bulunduğu diskte az yer kaldı: ${p["free"] ?? "çok az"}. Dolmadan yer açın: dolunca içe aktarmalar durur.`,
  "library/no-such-film": () => "Bu film artık kitaplıkta değil.",
  "library/film-missing": () =>
    "Bu filmin dosyası kitaplıkta eksik veya değiştirilmiş. Filmi yeniden içe aktarın.",
  "backup/file-there": (p) => `${p["file"] ?? "Dosya"} zaten var. Yedek için başka bir dosya adı verin.`,
  "backup/under-way": () => "Zaten bir yedek yazılıyor. Bitmesini bekleyin veya önce durdurun.",
  "backup/not-a-path": () => "Yedeğin tam yolunu, klasörünü ve yeni bir dosya adını verin.",
  "backup/short-passphrase": (p) => `Parola çok kısa: en az ${p["least"] ?? 12} karakter gerekir.`,
  "backup/disk-full": (p) =>
    `Disk doldu: ${p["place"] ?? "yeri"}. Başlanan silindi; yer açın ve bir kez daha yapın.`,
  "backup/no-access": (p) =>
    `${p["place"] ?? "Yer"} okunamıyor veya yazılamıyor (${p["detail"] ?? "izin yok"}).`,
  "backup/changed-meanwhile": () =>
    "Kaydedilirken bir filmin dosyası değişti, bu yüzden yedek alınmadı. Bir kez daha yapın.",
  "backup/not-a-backup": (p) =>
    `${named(p)} bir Overread yedeği değil veya bu sürümün bilmediği bir sürümden.`,
  "backup/passphrase-wanted": (p) => `${named(p)} şifreli. Parolasını verin (--passphrase-file).`,
  "backup/wrong-passphrase": (p) =>
    `Verilen parola açmıyor: ${p["file"] ?? "yedek"}. Hiçbir şey geri yüklenmedi.`,
  "backup/truncated": (p) =>
    `${named(p)} kesilmiş: sonu eksik. Hiçbir şey geri yüklenmedi; kaynağından yeniden kopyalayın.`,
  "backup/altered": (p) =>
    `${named(p)} yazıldığı gibi değil: değiştirilmiş veya bozulmuş. Hiçbir şey geri yüklenmedi; başka bir yedek alın.`,
  "backup/place-taken": (p) =>
    `Orada zaten bir şey var: ${p["folder"] ?? "belirtilen yer"}; geri yükleme hiçbir şeyin yerine geçmez. Boş veya yeni bir klasör adı verin ya da Overread'i kapatıp oradakini başka yere taşıyın.`,
  "library/place-gone": (p) =>
    `Kitaplığın yeri olan klasör yok veya içinde kitaplık yok: ${p["folder"] ?? "bir klasör"}. Diskini bağlayıp yeniden başlatın ya da başka bir yer seçin: overread library use FOLDER.`,
  "library/place-unreadable": (p) =>
    `Kitaplığın nerede olduğu şuradan okunamıyor: ${p["file"] ?? "Overread'in klasörü"}. O dosyayı başka yere taşıyın ve yeri yeniden seçin: overread library use FOLDER.`,
  "library/moved": (p) =>
    `Kitaplık şuradan taşındı: ${p["folder"] ?? "bu klasör"}; yeni yeri: ${p["to"] ?? "başka bir klasör"}. Overread'i --library olmadan başlatın. Burada bırakılan kopyayı açmak için önce şunu silin: ${p["note"] ?? "moved.json"}.`,
  "library/half-moved": (p) =>
    `Bu klasördeki kitaplık kopyası tam değil, oraya taşıma bitmedi: ${p["folder"] ?? "klasör"}. Kitaplık eski yerinde.`,
  "move/under-way": () => "Kitaplık zaten taşınıyor. Bitmesini bekleyin veya önce durdurun.",
  "move/not-a-path": () => "Kitaplığın taşınacağı klasörün tam yolunu verin.",
  "move/inside-library": (p) =>
    `Bu klasör kitaplığın kendi klasörü, onun içinde veya onu içine alıyor: ${p["folder"] ?? "klasör"}. Onun yanında bir klasör verin.`,
  "move/place-taken": (p) =>
    `Orada zaten bir şey var: ${p["folder"] ?? "belirtilen yer"}; taşıma hiçbir şeyin yerine geçmez. Boş veya yeni bir klasör adı verin.`,
  "move/no-room": (p) =>
    `Kitaplığın yeni yerinde (${p["folder"] ?? "klasör"}) ${p["need"] ?? "daha çok yer"} gerekiyor, boş olan ${p["free"] ?? "daha az"}. Yer açın veya başka bir disk adı verin. Kitaplık eski yerinde.`,
  "move/link": (p) =>
    `${named(p)} bir bağlantı ya da ne dosya ne klasör, bu yüzden kitaplık bütün olarak taşınamaz. Önce gösterdiği şeyi onun yerine koyun. Kitaplık eski yerinde.`,
  "move/not-identical": (p) =>
    `${named(p)} yazılan baytları taşımıyor: oradaki disk bozuk. Kopya silindi, kitaplık eski yerinde. Başka bir disk adı verin.`,
  "move/in-use": () =>
    "Kitaplığı başka bir Overread veya komut kullanıyor, bu yüzden şimdi taşınamaz. Onu kapatın ve kitaplığı yeniden taşıyın.",
  "move/named-at-start": () =>
    "Bu kitaplık Overread başlatılırken adıyla verildi (--library), bu yüzden yerini Overread tutmaz. Her zamanki kitaplığı taşımak için --library olmadan başlatın ya da bunu yedek ve geri yükleme ile taşıyın.",
  "import/no-such-job": () => "Bu içe aktarma bitti veya listeden kaldırıldı. Dosyalarıyla yeniden başlatın.",
  "import/no-such-upload": () => "İçe aktarılacak dosyalar artık yerinde değil. Yeniden seçin.",
  // Export
  "export/not-dicom": () =>
    "Yalnız DICOM film anonim DICOM olarak dışa aktarılabilir; bu bir PNG veya JPEG resmi. Resim olarak dışa aktarın.",
  // Reads
  "read/already-committed": () => "Bu okuma kesinleşti ve artık değiştirilemez.",
  "read/no-finding": () => "Okumayı kesinleştirmeden önce pnömoni, pnömoni yok veya karar verilemiyor seçin.",
  "mark/in-read": () => "Bu işaret kesinleşmiş bir okumanın parçası ve artık değiştirilemez.",
  "mark/of-another-reader": () => "Bu işaret başka bir okuyanın. Yalnız o değiştirebilir.",
  "read/not-committed": () => "Bu okuma henüz kesinleşmedi. Önce kesinleştirin.",
  "read/empty-addendum": () => "Ek rapor boş olamaz. Eklenecek olanı yazın.",
  // Second reads
  "second-read/gone": () => "Bu ikinci okuma artık kuyrukta değil. Kuyruğu yeniden açın.",
  "second-read/already-asked": () => "Bu tetkikin ikinci okuması zaten kuyrukta.",
  "second-read/not-a-second-reader": () =>
    "İkinci okuma yapma yetkiniz yok. Değiştirmesini bir yöneticiden isteyin.",
  "second-read/taken": () => "Bu ikinci okuma zaten alındı. Kuyruktan başka birini seçin.",
  "second-read/own": () => "Bu, kendi ilk okumanızın ikinci okuması. Bu bölümde onu başka bir okuyan yapar.",
  "second-read/too-soon": () =>
    "Bu tetkiki kendiniz okudunuz; bu bölümün kurallarına göre ikinci okuma için çok erken.",
  "second-read/not-yours": () =>
    "Bu görüş ayrılığını bir hakem veya iki okuyan birlikte karara bağlar. Onlara bırakın.",
  "second-read/score": () => "Puan son karara uymuyor: ilk okuma doğruysa 1, değilse 2a ile 3b arası.",
  // Reports
  "report/unknown-field": (p) =>
    `“${p["name"] ?? ""}” şablonunda {${p["field"] ?? ""}} var, böyle bir alan yok. Alanlar: ${p["fields"] ?? ""}.`,
  "report/no-aid": (p) =>
    `“${p["name"] ?? ""}” şablonunda panelin adı geçiyor, bu yüzden ağların bir yardımcı olduğunu da söylemelidir. {aid} ekleyin.`,
  "report/name-twice": (p) => `İki şablonun adı da “${p["name"] ?? ""}”. Birine başka bir ad verin.`,
  "report/no-such-template": () => "Bu şablon artık yok. Başka birini seçin.",
  "report/bad-picture": () => "Anahtar görüntü rapora konulamadı: JPEG resmi değil. Raporu yeniden kaydedin.",
  "report/no-letters": (p) =>
    `PDF yazı tipinde “${p["letters"] ?? ""}” harfleri yok ve bir rapor kimsenin adını yanlış yazmamalıdır. Onun yerine raporu metin olarak kopyalayın.`,
  // Readers
  "session/locked": () => "İş istasyonu kilitli. Devam etmek için giriş yapın; yazılanlar saklandı.",
  "session/wrong-secret": () =>
    "Bu PIN veya parola doğru değil. Yeniden deneyin veya bir yöneticiden yenisini isteyin.",
  "session/wait": (p) =>
    `Çok fazla yanlış deneme yapıldı. ${p["seconds"] ?? "Birkaç"} saniye bekleyin, sonra yeniden deneyin.`,
  "reader/unknown": () => "Bu okuyan artık buradan giriş yapmıyor. Bir yöneticiye sorun.",
  "reader/not-administrator": () => "Bunu yalnız bir yönetici yapabilir.",
  "reader/name-taken": (p) => `Bu adda bir okuyan zaten var: ${p["name"] ?? "aynı ad"}. Başka bir ad seçin.`,
  "reader/last-administrator": () => "Bir yönetici kalmalıdır. Önce başka birini yönetici yapın.",
  "reader/secure-yourself": () =>
    "Önce kendinize bir PIN veya parola belirleyin: ikinci bir okuyanla herkes giriş yapar.",
  "reader/secret-needed": () => "Birden çok okuyan varsa herkese bir PIN veya parola gerekir.",
  "reader/secret-too-short": () => "PIN 4–12 rakam, parola en az 8 karakterdir.",
  "panel/sealed": () => "Panel okumanızı bekliyor.",
  // Networks
  "model/manifest-invalid": (p) =>
    `${p["folder"] ?? "Klasöründeki"} ağı yüklenmedi: bildirim dosyası geçerli değil (${p["detail"] ?? "?"}).`,
  "model/hash-mismatch": (p) =>
    `${p["model"] ?? "?"} ağı yüklenmedi: ${p["file"] ?? "bir dosya"} bildirim dosyasında anlatılan değil. Yeniden kurun.`,
  "model/file-missing": (p) =>
    `${p["model"] ?? "?"} ağı yüklenmedi: ${p["file"] ?? "bir dosya"} eksik. Yeniden kurun.`,
  "model/load-failed": (p) => `${p["model"] ?? "?"} ağı yüklenemedi (${p["detail"] ?? "?"}).`,
  "model/none": (p) =>
    `Hiçbir ağ yüklenemedi: ${p["folder"] ?? "modeller klasörü"}. Filmler okunabilir; panel boş kalır.`,
  "model/panel-rule-invalid": (p) =>
    `Panelin kuralı kullanılmadı (${p["folder"] ?? "modeller klasörü"}): geçerli değil (${p["detail"] ?? "?"}). Yeniden kurulana kadar panel ağlarını eşit ağırlıkta sayar.`,
  "model/film-space-invalid": (p) =>
    `Filmler ağların tanıdıklarıyla karşılaştırılamıyor, çünkü film uzayı (${p["folder"] ?? "modeller klasörü"}) geçerli değil (${p["detail"] ?? "?"}). Yeniden kurulana kadar film denetimi yalnız başlığa ve gri düzeylerine bakar.`,
  "inference/failed": (p) => `${p["model"] ?? "?"} ağı bu film için yanıt vermedi (${p["detail"] ?? "?"}).`,
  "inference/process-died": () => "Ağları çalıştıran süreç durdu ve yeniden başlatıldı.",
  "inference/backend-lost": (p) =>
    `Ağları artık çalıştırmayan: ${backend(p["from"]) ?? "önceki"} (${p["detail"] ?? "neden bildirmedi"}). Yerine geçen: ${backend(p["to"]) ?? "sıradaki yol"}; her film yanıtlanır.`,
  "inference/backend-unproven": (p) =>
    `${backend(p["backend"]) ?? "Bu yol"} seçilmedi: bu bilgisayarda kendini kanıtlamadı (${p["detail"] ?? "ölçülmedi"}).`,
  "inference/busy": () => "Çalıştırma yolları ölçülüyor. Bitene kadar bekleyin.",
  "film/decoder-died": (p) =>
    `${named(p)} çözücüyü durdurdu. Hiçbir çözücünün kabul etmediği biçimde bozuk; kaynağından yeniden kopyalayın.`,
  "film/too-slow": (p) =>
    `${named(p)} çözülürken ${p["seconds"] ?? "çok fazla"} saniye sonra vazgeçildi. Kaynağından yeniden kopyalayın; böyle kalırsa başka bir aktarım sözdizimi isteyin.`,
  "inference/not-running": (p) =>
    `Filmleri açan ve ağları çalıştıran süreç başlamıyor (${p["detail"] ?? "?"}). Overread'i yeniden başlatın; böyle kalırsa yeniden kurun.`,
  // Program
  usage: (p) => `${p["detail"] ?? "Yanlış kullanım."}`,
  "job/cancelled": () => "İptal edildi.",
  "app/bad-request": (p) =>
    `Pencere, Overread'in sunmadığı bir şey istedi (${p["detail"] ?? "?"}). Pencereyi kapatın ve Overread'i yeniden başlatın.`,
  "app/protocol": (p) =>
    `Overread'in iki parçası birbirini anlamıyor (${p["detail"] ?? "?"}). Overread'i yeniden kurun.`,
  "app/disconnected": () =>
    "Bu pencere Overread ile bağını yitirdi: program kapatıldı veya durduruldu. Overread'i yeniden başlatın; kesinleşmiş okumalar saklandı.",
  "app/fault": (p) =>
    `Overread'deki bir hata bu işlemi durdurdu (${p["detail"] ?? "günlüğe bakın"}). Kitaplık zarar görmedi; yeniden deneyin.`,
};
