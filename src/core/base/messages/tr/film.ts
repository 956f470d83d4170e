import { decimal, whole } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../film.ts";

export const filmPhrases: Translated<typeof english.filmPhrases> = {
  asksForPixels: (rows, columns) => `${whole(rows)} x ${whole(columns)} piksellik kare`,
  pixels: (count) => `kare başına ${whole(count)} piksel`,
  asksForBytes: (bytes) => `${decimal(bytes / 1e6, 0)} MB piksel`,
  bytes: (count) => `${decimal(count / 1e6, 0)} MB`,
  asksForInflation: (deflated) => `${decimal(deflated / 1e6, 1)} MB veriden açılabilecek olandan fazlası`,

  elementOutsideParent: (tag) => `${tag} öğesi, içinde durduğu bölümden uzun`,
  badValueRepresentation: (tag) => `${tag} öğesinin geçerli bir değer gösterimi yok`,
  nestedTooDeep: (depth) => `dizileri ${depth} düzeyden daha derin iç içe`,
  notAnItem: (tag) => `bir dizide, öğe olması gereken yerde ${tag} var`,
  noTransferSyntax: "nasıl saklandığı belirtilmemiş",
  badDeflate: "sıkıştırılmış veri kümesi açılamıyor",
  shortPixelData: (actual, expected) =>
    `piksel verisi ${whole(actual)} bayt, olması gereken ${whole(expected)} bayt`,
  missingFrames: (fragments, frames) =>
    `${whole(frames)} kare için ${whole(fragments)} sıkıştırılmış parça var`,
  badOffsetTable: "karelerinin konumları parçalarıyla uyuşmuyor",
  otherSize: (rows, columns, headerRows, headerColumns) =>
    `sıkıştırılmış resim ${rows} x ${columns}, başlıkta ${headerRows} x ${headerColumns}`,
  otherSamples: (samples, headerSamples) =>
    `sıkıştırılmış resimde piksel başına ${samples} örnek var, başlıkta ${headerSamples}`,
  otherDepth: (bits, headerBits) =>
    `sıkıştırılmış resimde örnek başına ${bits} bit var, başlıkta ${headerBits}`,
  signedCodestream: "sıkıştırılmış resim işaretli, başlıkta işaretsiz",
  noCodestreamHeader: "sıkıştırılmış resmin geçerli bir başlığı yok",
  contradictory: "verileri birbiriyle çelişiyor",
  badRle: "RLE bölümleri geçerli değil",
  badPng: (what) => `PNG bölümü ${what} geçerli değil`,
  badLut: (name) => `${name} geçerli değil`,
  paletteMissing: "bir palet tablosu eksik",

  noPixelData: "piksel verisi yok",
  floatPixelData: "pikselleri kayan noktalı sayı",
  emptyPixelData: "piksel verisi boş",
  missing: "eksik",

  fourComponentJpeg: "dört renk bileşenli JPEG (CMYK)",
  arithmeticJpeg: "aritmetik kodlamalı JPEG",
  deepJpeg: (bits) => `örnek başına ${bits} bitlik JPEG`,
  losslessJpegFile: "DICOM dışında kayıpsız JPEG",
  shallowInterlacedPng: (bits) => `örnek başına ${bits} bitlik geçmeli PNG`,
};
