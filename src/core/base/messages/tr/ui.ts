import { whole } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../ui.ts";

export const app: Translated<typeof english.app> = {
  name: "Overread",
  notCleared: "Yardımcı araçtır, onaylı tıbbi cihaz değildir",
  reader: (name) => `Okuyan: ${name}`,
  failed: (detail) =>
    `Overread penceresi iş istasyonuna ulaşamadı (${detail}). Pencereyi kapatın ve Overread'i yeniden başlatın.`,
  fault: (detail) =>
    `Overread penceresindeki bir hata bu işlemi durdurdu (${detail}). Kitaplık zarar görmedi; yeniden deneyin.`,
  retry: "Yeniden dene",
  close: "Kapat",
  dismiss: "Kaldır",
};

export const days: Translated<typeof english.days> = {
  pattern: "GG.AA.YYYY",
  wrong: "Böyle bir gün yok. 24.11.2026 gibi yazın.",
  future: "Bu gün henüz gelmedi.",
};

export const bar: Translated<typeof english.bar> = {
  label: "Genel bakış",
  search: "Ad, kimlik no, kabul no ara",
  searchLabel: "Çalışma listesinde ara",
  clearSearch: "Aramayı temizle",
};

export const worklist: Translated<typeof english.worklist> = {
  title: "Çalışma listesi",
  label: "Tetkiklerin çalışma listesi",
  nothingFound: (search) =>
    `“${search}” aramasına uyan tetkik yok. Bütün listeyi görmek için aramayı temizleyin.`,
  loading: "Çalışma listesi yükleniyor",
  read: { unread: "yeni", draft: "taslak", committed: "okundu" },
  secondShort: "2.",
  second: { taken: "2. okuma, taslak", committed: "2. okuma, okundu" },
  triage: "panelin sırasıyla",
  panel: {
    none: "",
    pending: "sırada",
    done: "hazır",
    withheld: "verilmedi",
    failed: "başarısız",
    partial: "eksik",
  },
  panelHint: {
    none: "Bu tetkik için panel yok",
    pending: "Ağlar bu tetkike henüz bakmadı",
    done: "Panel hazır, okumanızı bekliyor",
    withheld: "Film denetimi panelin sayılarını vermedi",
    failed: "Ağlar bu tetkikte başarısız oldu",
    partial: "Bazı ağlar bu tetkikte başarısız oldu",
  },
  filmsMissing: (films, missing) => `${films - missing} / ${films}`,
  missingHint: (missing) =>
    missing === 1
      ? "Bir filmin dosyası kitaplıkta eksik. Filmi yeniden içe aktarın."
      : `${missing} filmin dosyası kitaplıkta eksik. Filmleri yeniden içe aktarın.`,
  anyFiles: "Bütün dosyalar",
  missingFiles: "dosyası eksik",
  filesLabel: "Filmlerin dosyaları",
  noName: "Adsız",
  position: (index, total) => `${index} / ${total}`,
  lead: "Enter tetkiki açar; ok tuşları listede gezer.",
  columns: {
    priority: "Öncelik",
    status: "Durum",
    name: "Hasta",
    id: "Kimlik no",
    age: "Yaş, cinsiyet",
    date: "Tetkik tarihi",
    accession: "Kabul no",
    description: "Açıklama",
    view: "Projeksiyon",
    films: "Film",
    panel: "Panel",
  },
  priority: { stat: "ACİL", routine: "rutin" },
  quick: { all: "tümü", today: "bugün", unread: "okunmamış", mine: "benim", flagged: "işaretli" },
  quickHint: {
    all: "Kitaplıktaki bütün tetkikler",
    today: "Bugünün tetkikleri",
    unread: "Okumanızı kesinleştirmediğiniz tetkikler",
    mine: "Okumaya başladığınız veya okumanızı kesinleştirdiğiniz tetkikler",
    flagged: "Okumanızı kesinleştirdikten sonra panelin işaretlediği tetkikler",
  },
  quickLabel: "Hızlı süzgeçler",
  anyPriority: "Her öncelik",
  anyPanel: "Her panel durumu",
  panelNone: "panel yok",
  from: "İlk tarih",
  to: "Son tarih",
  saved: "Kayıtlı süzgeçler",
  saveAs: "Bu süzgecin adı",
  save: "Süzgeci kaydet",
  forget: (name) => `Süzgeci sil: ${name}`,
  chooseColumns: "Sütunlar",
  moveLeft: (column) => `Sola taşı: ${column}`,
  moveRight: (column) => `Sağa taşı: ${column}`,
  sortBy: (column) =>
    `${column}: sıralamak için tıklayın, taşımak için sürükleyin; klavyede Enter sıralar, Alt ile ok taşır, Shift ile ok genişliği değiştirir`,
  widthOf: (column) => `Sütun genişliği: ${column}`,
  nothingLeft: "Bu süzgeçlere uyan tetkik kalmadı.",
  showAll: "Bütün listeyi göster",
  listed: (count) => `${whole(count)} tetkik`,
  timeline: "Bu hastanın tetkikleri",
  deleteStudy: "Tetkiki sil",
  deleteWhat: (name, films) =>
    `${name}: ${films === 1 ? "film" : `${films} film`} kalıcı olarak silinsin mi? Kesinleşmiş okumalar ve denetim kaydı kalır.`,
  deleteForGood: "Kalıcı olarak sil",
  keepStudy: "Sakla",
  deleted: (films) =>
    films === 1
      ? "Tetkik, filmiyle birlikte silindi. Yeniden içe aktarılabilir."
      : `Tetkik, ${films} filmiyle birlikte silindi. Yeniden içe aktarılabilir.`,
  noDate: "tarih yok",
  queue: (count, more) => `sırada ${count}${more ? "+" : ""}`,
  pause: "Ağların arka plandaki işini duraklat; ekrandaki tetkik yine de yanıtlanır",
  resume: "Ağlar arka planda devam etsin",
  paused: "duraklatıldı",
  resize: "Çalışma listesinin genişliği",
  noMoreUnread: "Bu listede okunmamış tetkik kalmadı.",
};

export const ageUnits: Translated<typeof english.ageUnits> = { D: "gün", W: "hf", M: "ay", Y: "y" };

export const film: Translated<typeof english.film> = {
  label: "Film",
  choose: (key) =>
    `Çalışma listesinden bir tetkik seçin; sıradaki okunmamış tetkik için şu tuşa basın: ${key}.`,
  loading: "Film çözülüyor",
  arriving: "Tam çözünürlük geliyor",
  reading: "Tetkik açılıyor",
  noFilms: "Bu tetkikte gösterilebilecek film yok.",
  failed: "Bu film gösterilemiyor",
  noName: "Adsız",
  patientId: (id) => `No ${id}`,
  window: (centre, width) => `PM ${centre}  PG ${width}`,
  sigmoid: "sigmoid",
  exact: "kesin",
  lut: (explanation) => (explanation === "" ? "filmin kendi tablosu" : explanation),
  colour: "renkli film, pencere yok",
  inverted: "ters gri",
  zoom: (scale) => `Büyütme ${scale}`,
  frame: (frame, frames) => `Kare ${frame} / ${frames}`,
  frameLabel: "Kare",
  size: (columns, rows) => `${columns} × ${rows}`,
  millimetres: (length) => `${length} mm`,
  noSpacing: "ölçek yok: filmde piksel aralığı verilmemiş",
  spacing: {
    "pixel-spacing": "Pixel Spacing: kaynağında kalibre edilmiş",
    "imager-pixel-spacing": "Imager Pixel Spacing: dedektörde, hastada değil",
    "imager-pixel-spacing-magnified": "Imager Pixel Spacing, büyütme için düzeltilmiş",
  },
  spacingShort: {
    "pixel-spacing": "kalibre",
    "imager-pixel-spacing": "dedektörde",
    "imager-pixel-spacing-magnified": "büyütme düzeltilmiş",
  },
  patientHidden: "Hasta bilgisi gizli",
  value: (value, units) => (units === "" ? `Değer ${value}` : `Değer ${value} ${units}`),
  stored: (value) => `kayıtlı ${value}`,
  padding: "dolgu",
  at: (column, row) => `konum ${column}, ${row}`,
  trueSize: "gerçek boyut",
  trueSizeDetector: "dedektördeki boyut",
  noTrueSize: "Bu filmde piksel aralığı verilmemiş: gerçek boyutu bilinemez.",
  screenUnknown:
    "Bu ekran henüz ölçülmedi. Ayarlar, Görüntü bölümünde ölçün ve gerçek boyutu yeniden isteyin.",
  noSecondWindow:
    "Tarayıcı ikinci pencereyi engelledi. Bu adres için pencerelere izin verin ve yeniden deneyin.",
  noFullScreen: (detail) => `Pencere tam ekran yapılamadı (${detail}).`,
  laterality: (letter) => `Taraf ${letter}`,
  films: "Bu tetkikin filmleri",
  tab: (index, view) => (view === "" ? `Film ${index}` : `${index}  ${view}`),
  tools: "Film araçları",
  presets: "Pencereler",
  heatOf: (network) => `Isı haritası: ${network}`,
  heatScale: "en parlak = bu filmde en güçlü",
  heatTogether: "ağların haritalarının ortalaması, her biri kendi en güçlüsüne oranla",
  heatStyle: "Isı haritasının çizimi",
  heatStyles: { colour: "Renkler", contour: "Çizgiler" },
  heatParts: { opacity: "Örtücülük", threshold: "Eşik" },
  heatEmpty: (network) => `${network}: pnömoniyi düşündüren bölge yok`,
};

export const presets: Translated<typeof english.presets> = {
  own: "Filmin kendi penceresi",
  lungs: "Akciğer: filmin koyu bölümü",
  bone: "Kemik: filmin açık bölümü",
  wide: "Geniş",
  narrow: "Dar",
  automatic: "Otomatik: filmdeki değerlerin %1–99 aralığı",
  full: "Tüm aralık",
  further: (index, explanation) =>
    explanation === "" ? `Filmin penceresi ${index}` : `Filmin penceresi ${index}: ${explanation}`,
};

export const firstRead: Translated<typeof english.firstRead> = {
  title: "Okuma",
  finding: { pneumonia: "Pnömoni", "no-pneumonia": "Pnömoni yok", "cannot-say": "Karar verilemiyor" },
  findingLabel: "Bulgu",
  confidenceLabel: "Güven",
  confidence: { low: "Düşük", medium: "Orta", high: "Yüksek" },
  note: "Not",
  notePlaceholder: "Gördüğünüz, kendi sözlerinizle",
  commit: "Okumayı kesinleştir",
  needsFinding: "Önce bir bulgu seçin",
  saving: "taslak kaydediliyor",
  saved: "taslak kaydedildi",
  notSaved: "taslak kaydedilemedi",
  final: "Kesinleşen okuma değişmez.",
  committed: (time) => `Kesinleşti: ${time}`,
  waits: "Tetkik seçilince açılır.",
  unseen: "Film ekrana gelince açılır.",
};

export const panel: Translated<typeof english.panel> = {
  title: "Panel",
  sealed: "Panel okumanızı bekliyor.",
  noStudy: "Panel okumadan sonra açılır.",
  loading: "Panel getiriliyor",
  pending: "Ağlar bu filme bakıyor.",
  none: "Bu tetkik için panel oluşturulmadı.",
  failed: "Bu film için hiçbir ağ yanıt vermedi.",
  partial: "Karar için yeterli sayıda ağ yanıt vermedi.",
  withheld: "Verilmedi: sayı gösterilmiyor",
  film: (index, view) => (view === "" ? `Film ${index}` : `Film ${index} · ${view}`),
  shown: "ekranda",
  show: "Bu filmi göster",
  headline: (verdict) => (verdict === "pneumonia" ? "pnömoni olası" : "pnömoni olası değil"),
  noVerdict: "karar yok",
  verdict: { pneumonia: "pnömoni", normal: "normal" },
  noAnswer: "yanıt yok",
  level: { unanimous: "oy birliği", majority: "çoğunluk", split: "bölünmüş" },
  againstMost: "çoğunluğa karşı",
  answered: (of, total) => `${total} ağdan ${of} yanıt`,
  agreeing: (agreeing, of, level) => `${agreeing} / ${of} · ${level}`,
  axis: { low: "0", middle: "0,5", high: "1" },
  row: (title, probability, threshold, verdict) =>
    `${title}: pnömoni olasılığı ${probability}, eşik ${threshold}, ${verdict}`,
  version: (version) => `s${version}`,
  threshold: (threshold) => `pnömoni eşiği ${threshold}`,
  from: (threshold) => `eşik ${threshold}`,
  test: (auc, low, high) => `test AUC ${auc} (${low}–${high})`,
  adults: (auc, low, high) => `erişkinde AUC ${auc} (${low}–${high})`,
  tested: (set, films, auc, sensitivity, specificity) =>
    `${set}, ${whole(films)} film: AUC ${auc}, duyarlılık ${sensitivity}, özgüllük ${specificity}`,
  warned: "Film denetimi bu film için uyarıyor",
  nearby: (low, high) => `yakın geçmiş filmler: ${low}–${high}`,
  together: "Panel",
  you: "Siz",
  agree: "aynı yönde",
  differ: "farklı",
  disagrees: "ayrışıyor",
  own: "Kendi modelleriniz, panele sayılmaz",
  readerDiffers: (own, panels) => `Sizin okumanız: ${own}. Panelin yanıtı: ${panels}.`,
  readerAgrees: "Okumanız ve panel aynı yönde.",
  checkOk: "Film denetimi: ağların bildiğinin dışında bir şey bulunmadı.",
  check: "Film denetimi",
  heatHint: "Isı haritası için bir satırın üzerine gelin veya H tuşuna basın.",
  highest: (index, probability) => `Bu tetkikin filmlerinde en yüksek: film ${index}, ${probability}`,
  resize: "Okuma ve panel sütununun genişliği",
};

export const pages: Translated<typeof english.pages> = {
  back: "Filme dön",
};

export const notices: Translated<typeof english.notices> = {
  label: "Bildirimler",
  severity: { info: "Not", warning: "Uyarı", error: "Hata" },
  times: (count) => `${count} kez`,
};
