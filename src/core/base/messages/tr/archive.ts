import { decimal, whole } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../archive.ts";

const megabytes = (bytes: number): string => `${decimal(bytes / 1e6, bytes < 10e6 ? 1 : 0)} MB`;

export const archivePhrases: Translated<typeof english.archivePhrases> = {
  bytes: megabytes,
  inflates: (size, packed) => `${megabytes(size)} (paketli ${megabytes(packed)})`,
  ratio: (times) => `paketli boyutunun ${whole(times)} katı`,
  files: (count) => `${whole(count)} dosya`,
  noDirectory: "içindekiler dizini eksik veya kesik",
  overlapping: "içindeki dosyalar üst üste biniyor",
  checksum: "sağlama toplamı başka",
  wrongSize: "dizininin söylediğinden uzun veya kısa",
  badDeflate: "sıkıştırılmış verisi açılamıyor",
  noRecords: "dizin kaydı taşımıyor",
  notAFileSet: "DICOM dosyalarının dizini değil",
  tooLong: (bytes) => `uzunluğu ${megabytes(bytes)}`,
};
