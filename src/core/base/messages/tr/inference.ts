import type { Translated } from "../../words.ts";
import type * as english from "../inference.ts";

export const inferenceMessages: Translated<typeof english.inferenceMessages> = {
  noInput: (name) => `"${name}" adlı girdisi yok`,
  inputs: (count) => `bir değil ${count} girdisi var`,
  inputShape: (name, found, wanted) => `"${name}" girdisi ${found}, bildirim dosyasında ${wanted}`,
  noOutput: (name) => `"${name}" adlı çıktısı yok`,
  outputShape: (name, found, wanted) => `"${name}" çıktısı ${found}, beklenen ${wanted}`,
  outputSize: (name, values, limit) => `"${name}" çıktısında ${values} değer var; en çok ${limit} alınır`,
  notANumber: (name) => `"${name}" çıktısı sayı değil`,
  stoppedProcess: () => "ağları çalıştıran süreci durdurdu",
  noProvider: (backend) => `bu ONNX Runtime sürümünde ${backend} yok`,
  differs: (difference) =>
    `altın filme yanıtı, yayımlandığı yanıttan ${difference.toPrecision(2).replace(".", ",")} farklı`,
  notGolden: (file) => `${file} altın film listesi değil`,
  otherVersion: (file) => `${file} başka bir ağa veya sürüme ait`,
  noGolden: (model, file) => `${model}: kendini kanıtlayacağı ${file} yok`,
  gone: (model) => `${model} ağı artık yerinde değil`,
  notJson: (file) => `${file} JSON değil`,
  otherSize: (file, found, wanted) => `${file} ${found} bayt, beklenen ${wanted}`,
  otherHash: (file) => `${file} ölçülen dosya değil`,
  tooLong: (file) => `${file} çok uzun`,
  notReadable: (file, code) => `${file} okunamıyor: ${code}`,
  outside: (path) => `files: ${path} modelin klasöründen dışarı çıkıyor`,
  nameTaken: (id) =>
    `id: ${id}, Overread'in kendi ağlarından birinin adı ve onlar değiştirilmez; başka bir ad seçin`,
  notOnnx: (file) => `${file} ONNX çizgesi değil`,
  unlisted: (file) => `çizgesi, files içinde adı geçmeyen "${file}" dosyasından ağırlık alıyor`,
  nested: (file) =>
    `çizgesi, bir dal veya öznitelik içinde "${file}" dosyasından ağırlık alıyor; başka dosyada yalnız çizgenin kendi ağırlıkları durabilir`,
  tooManyBytes: (bytes, limit) =>
    `dosyaları, öbür ağlarınızınkilerle birlikte ${Math.ceil(bytes / 2 ** 20)} MB; en çok ${limit / 2 ** 20} MB yüklenir`,
  idTwice: (id) => `id: başka bir ağın adı da ${id}`,
};

export const backendNames: Translated<typeof english.backendNames> = {
  cpu: "İşlemci",
  "native-webgpu": "Grafik işlemcisi (WebGPU)",
  dml: "Grafik işlemcisi (DirectML)",
  coreml: "Core ML",
  webgpu: "Grafik işlemcisi (gizli pencere)",
  wasm: "İşlemci (gizli pencere)",
};
