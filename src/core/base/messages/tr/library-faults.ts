import type { Translated } from "../../words.ts";
import type * as english from "../library-faults.ts";

export const libraryPhrases: Translated<typeof english.libraryPhrases> = {
  noPermission: "izin yok",
  readOnlyDisk: "diski salt okunur",
  notAFolder: "adını başka bir şey taşıyor",
  diskFull: "diski dolu",
  diskFault: "diski okunamıyor",
  locked: "başka bir program tutuyor",
  damagedDatabase: "veri tabanı bozuk",
  notADatabase: "veri tabanı bir veri tabanı değil",
  notOpened: "veri tabanı açılamıyor",
  notOverreads: "veri tabanı Overread'in değil",
  failsCheck: "veri tabanı denetimden geçmiyor",
};
