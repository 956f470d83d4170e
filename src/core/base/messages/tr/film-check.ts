import { asPercent, decimal, percent } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../film-check.ts";

const known = "Ağlar 1–5 yaş çocukları tanır.";
const within = (share?: number): string => (share === undefined ? "çoğu" : `${percent(share, 1)} kadarı`);
const units = { day: "günlük", week: "haftalık", month: "aylık", year: "yaşında" };

export const filmCheckMessages: Translated<typeof english.filmCheckMessages> = {
  phantom: () => "Bu bir fantomdur, hasta değildir. Ağların buna yanıtı bir anlam taşımaz.",
  ageUnknown: () => `Hastanın yaşı bilinmiyor. ${known}`,
  ageOutside: (count, unit) => `Hasta ${count} ${units[unit]}. ${known}`,
  ageContradicts: (stated, years) =>
    `Hastanın yaşı ${stated} yazılmış, doğum tarihine göre ise ${years} yaşındaydı. ${known}`,
  noHeader: (kind) =>
    `${kind} dosyası filmin kimin olduğunu söylemez: yaş, projeksiyon ve vücut bölgesi bilinmiyor. Ağlar 1–5 yaş çocukların önden akciğer grafilerini tanır.`,
  modality: (modality) => `Modalite ${modality}. Ağlar projeksiyon radyografilerini tanır (CR, DX).`,
  modalityUnknown: () => "Modalite bilinmiyor. Ağlar projeksiyon radyografilerini tanır (CR, DX).",
  bodyPart: (bodyPart) => `Vücut bölgesi ${bodyPart}. Ağlar akciğer grafilerini tanır.`,
  bodyPartUnknown: () => "Vücut bölgesi bilinmiyor. Ağlar akciğer grafilerini tanır.",
  lateral: () => "Bu bir lateral grafidir. Ağlar önden çekilmiş filmleri tanır.",
  oblique: () => "Bu bir oblik grafidir. Ağlar önden çekilmiş filmleri tanır.",
  decubitus: () => "Bu film yan yatarken (dekübit) çekilmiş. Ağlar önden çekilmiş filmleri tanır.",
  turned: () => "Film dönük veya baş aşağı saklanmış. Ağlar dik duran ön filmleri tanır.",
  viewUnknown: () => "Projeksiyon bilinmiyor. Ağlar önden çekilmiş filmleri tanır.",
  species: (species) => `Hasta insan değil (${species}). Ağlar çocuk filmlerini tanır.`,
  frames: (frames) => `Filmde ${frames} kare var; yalnız ilki sınıflandırıldı.`,
  small: (columns, rows, side) =>
    `Film ${columns} x ${rows} piksel. Ağlar ${side} x ${side} piksele bakar; ayrıntı eksik.`,
  tooSmall: (columns, rows, side) =>
    `Film yalnız ${columns} x ${rows} piksel. Ağlar ${side} x ${side} piksele bakar; görülecek çok az şey var.`,
  blank: () => "Film boş.",
  clippedBlack: (share) => `Film ortasının ${percent(share)} kadarı tam siyah: orada ayrıntı kayıp.`,
  clippedWhite: (share) => `Film ortasının ${percent(share)} kadarı tam beyaz: orada ayrıntı kayıp.`,
  nothingLeft: (share) =>
    `Film ortasının ${percent(share)} kadarı tam siyah veya beyaz: görülecek çok az şey var.`,
  someColour: (share) =>
    `Resmin ${share < 0.01 ? `${asPercent("1")} altında bir bölümü` : `${percent(share)} kadarı`} renkli. Ağlar gri filmleri tanır.`,
  colour: () => "Resim renkli. Ağlar gri akciğer grafilerini tanır.",
  unlike: (distance, limit, share) =>
    `Resim ağların tanıdığı filmlere benzemiyor: onlara uzaklığı ${decimal(distance, 2)}; tanıdıklarının ${within(share)} ${decimal(limit, 2)} içinde.`,
  stranger: (distance, limit, share) =>
    `Resim dik duran bir ön akciğer grafisine benzemiyor: ağların tanıdığı filmlere uzaklığı ${decimal(distance, 2)}; tanıdıklarının ${within(share)} ${decimal(limit, 2)} içinde.`,
  notCompared: (network) => `Resim, ağların tanıdığı filmlerle karşılaştırılamadı: ${network} yanıt vermedi.`,
  spaceSize: (bytes, features, components) =>
    `${bytes} bayta ${features} öznitelikli ${components} bileşen sığmaz`,
  spaceValues: () => "sayı olmayan değerler veya varyansı olmayan bir bileşen taşıyor",
};
