import type { Translated } from "../../words.ts";
import type * as english from "../cards.ts";

export const cardPhrases: Translated<typeof english.cardPhrases> = {
  trainedOn: () => "Tek bir merkezin 1–5 yaş çocuklarının önden (AP) akciğer grafileriyle eğitildi.",
  called: (falsePositives, normal, falseNegatives, pneumonia) =>
    `Resmî test bölümünde kendi eşiğinde ${normal} normal filmin ${falsePositives} tanesine pnömoni, pnömonili ${pneumonia} filmin ${falseNegatives} tanesine normal dedi.`,
  adults: (auc) =>
    `Erişkinler için değildir: başka bir hastanenin erişkin filmlerinde AUC değeri ${auc} idi; 0,5 şans düzeyidir.`,
  twoAnswers: () => "Yalnız iki yanıt bilir, normal ve pnömoni; başka bir bulgunun adını vermez.",
  notCleared: () => "Onaylı bir tıbbi cihaz değildir: radyoloğun okumasının yerini tutmaz.",
  outOfFold: () =>
    "kullanılabilir bütün eğitim filmlerinin kat dışı tahminleri (hastaya göre üç kat); filmler, başka yerlerin filmlerinin farklı olduğu yönlerde rastgele değiştirildi, bütün görüntünün istatistikleri dengelenecek ve iki sınıf aynı sayılacak biçimde ağırlıklandı",
  closed: (version, network) =>
    `resmî test bölümü kapalıydı, ancak ${network} ağının ${version} sürümü, değiştirilmemiş filmlerde seçilen noktanın fazla düşük kaldığını onda göstermişti`,
  known: () => "önceki sürümlerin orada ulaştığı değerler biliniyordu",
  offset: () => "ağırlıkların taşıdığı pay kayması ile birlikte",
  oneFold: () => "bunlardan, değişikliklerini her ağın yanıtladığı bir katın filmleri",
  fitted: () => "uydurulmuş ağırlıklar: adayın uydurulmadığı katlarda log kaybı daha düşük olan",
  ruleBefore: (version) =>
    `${version} sürümünün kuralı: yeniden uydurulan hiçbir kuralın, uydurulmadığı filmlerdeki log kaybı daha düşük olmadığından`,
  films: (width, height) =>
    `1–5 yaş çocukların akciğer grafileri (Kermany ve ark.), ${width} × ${height} piksel`,
  byPatient: () => "Hastaya göre: hiçbir hasta iki tarafta birden yer almaz",
  leftOut: () => "numarası resmî test bölümünde de geçen hastalar eğitimin dışında bırakıldı",
  copies: () => "birebir kopyalar bir arada tutuldu",
  scratch: () => "yok: sıfırdan eğitildi",
  modelZoo: (name) => `ONNX model zoo'nun ImageNet ağırlıkları, ${name}, Apache-2.0`,
  pruned: () =>
    "MIT lisanslı bir depodan, budanmış 8 bitlik bir ResNet-50 v1 ağının ImageNet ağırlıkları (BatchNorm katlanmış, eğitimden önce geri konmuş)",
  unstated: () => "nerede eğitildikleri belirtilmemiş",
  epochsAt: (epochs, some, pixels) => `${epochs} epok (${some} tanesi ${pixels} pikselde), AdamW`,
  epochsAtTwo: (epochs, some, pixels, more, larger) =>
    `${epochs} epok (${some} tanesi ${pixels}, ${more} tanesi ${larger} pikselde), AdamW`,
  epochs: (epochs) => `${epochs} epok, AdamW`,
  oneCycle: (rate) => `${rate} değerine kadar tek döngü`,
  batches: (size) => `${size} filmlik yığınlar`,
  bfloat16: () => "evrişimler ve matris çarpımları bfloat16 ile",
  smoothing: (share) => `etiket yumuşatma ${share}`,
  averaged: () => "ortalanmış ağırlıklar",
  views: (views) => `bir filmin uzlaşması istenen ${views} görünümü`,
  balanced: () => "sınıflar eşit çekildi ve bütün görüntünün istatistiklerine göre dengelendi",
  alterations: () =>
    "rastgele keskinlik, yeniden örnekleme, kontrast, en-boy oranı, kenarlar, işaretler, gürültü ve yeniden sıkıştırma",
  crops: () => "üstten ve alttan rastgele kırpılmış, normal filmler daha çok",
  cnn: (width, height) =>
    `Sahin, Ulutas ve Yuce'nin (2021) CNN ağı, Şekil 5, ${width} × ${height} pikselde, gri girdi, iki sınıf`,
  dense: (rows, columns) =>
    `ilk yoğun katmanın ağırlıkları son öznitelik haritasının ${rows} × ${columns} piksellik hücrelerinde sabittir (düzleştirmeden önce bir ortalama havuzlama)`,
  batchNorm: () => "eğitimde BatchNorm, sonra katmanlara katlanmış",
  alexnet: (layers) => `AlexNet (Krizhevsky ve ark. 2012, tek dal), ${layers} katman, gri girdi, iki sınıf`,
  mobilenet: (layers) => `MobileNetV2 1.0 (Sandler ve ark. 2018), ${layers} katman, gri girdi, iki sınıf`,
  resnet: (layers) => `ResNet-50 v1 (He ve ark. 2016), ${layers} katman, gri girdi, iki sınıf`,
  blur: (sigma) => `bulanıklık, sigma ${sigma}`,
  sharpen: (percent) => `keskinleştirme, unsharp %${percent}`,
  jpeg: (quality) => `JPEG kalitesi ${quality}`,
  gamma: (gamma) => `gama ${gamma}`,
  cut: (percent) => `kontrast, iki uçtan %${percent} kesik`,
  half: () => "yarım kontrast",
  black: (percent) => `siyah kenar %${percent}`,
  white: (percent) => `beyaz kenar %${percent}`,
  topAndBottom: (percent) => `üst ve alt siyah %${percent}`,
  wider: (percent) => `%${percent} daha geniş`,
  taller: (percent) => `%${percent} daha uzun`,
  marker: () => "işaret",
  bacteria: () => "bakteri",
  virus: () => "virüs",
  panel: () => "panel",
  averaging: () => "düz ortalama",
  majority: () => "çoğunluk oyu",
};
