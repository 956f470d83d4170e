import { asPercent } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../past.ts";

const says = { pneumonia: "pnömoni", normal: "normal" };
const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ve ${names.at(-1) ?? ""}`;
const right = ({ films, hits, low, high }: english.PastShare): string =>
  `böyle ${films} geçmiş filmin ${hits} tanesinde haklı çıktı, ${asPercent(`${low}–${high}`)}`;

export const pastWords: Translated<typeof english.pastWords> = {
  alone: (title, verdict) => `Yalnız ${title} ${says[verdict]} diyor`,
  aloneWas: right,
  all: (of, verdict) => `${of} ağın hepsi ${says[verdict]} diyor`,
  allWere: right,
  sides: (pneumonia, normal) => `${list(pneumonia)} pnömoni, ${list(normal)} normal diyor`,
  sidesWere: ({ films, hits, low, high }) =>
    `böyle ${films} geçmiş filmin ${hits} tanesinde pnömoni vardı, ${asPercent(`${low}–${high}`)}`,
  base: (films, pneumonia) =>
    `Geçmiş filmler: tek hastaneden ${films} çocuk filmi, bunlardan ${pneumonia} pnömonili.`,
  near: (from, to, films, hits, low, high) =>
    `Panel olasılığı ${from}–${to} olan ${films} geçmiş filmin ${hits} tanesinde pnömoni vardı; pnömoni olmakla olmamak eşit olasılıkta sayılsaydı bu ${low}–${high} ederdi.`,
  noneNear: (fewest) =>
    `Olasılığı buna yakın geçmiş film sayısı ${fewest} altında, bu yüzden aralık verilmiyor.`,
  tooFew: (fewest) => `böyle duran geçmiş film sayısı ${fewest} altında, bu yüzden bir şey söylenmiyor`,
};
