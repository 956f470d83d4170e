import { decimal, power } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../backends.ts";

export const backends: Translated<typeof english.backends> = {
  title: "Ağları çalıştıran",
  intro:
    "Ağları bu bilgisayarda çalıştırmanın her yolu önce yanıtı bilinen filmlerde kendini kanıtlar, sonra süresi ölçülür. Doğru olanların en hızlısı kullanılır.",
  columns: { use: "Kullan", name: "Çalıştıran", difference: "En büyük fark", ms: "Dört ağ, bir film" },
  automatic: "Doğru olanların en hızlısı",
  automaticNow: (name) => `şimdi: ${name}`,
  inUse: "kullanılıyor",
  lost: (name) => `Overread başladıktan sonra kayboldu; filmleri şimdi yanıtlayan: ${name}.`,
  ms: (ms) => `${decimal(ms, ms < 10 ? 1 : 0)} ms`,
  difference: (difference, tolerance) => `${power(difference)}, en çok ${power(tolerance)}`,
  missing: (reason) => `kullanılamaz: ${reason}`,
  wrong: "başka yanıtlar veriyor, bu yüzden kullanılmıyor",
  unmeasured: "henüz ölçülmedi",
  measure: "Yeniden ölç",
  measuring: "Ölçülüyor …",
  measureHint: "Bu sırada kuyruktaki filmler bekler, her yol için bir dakikaya kadar.",
  measuredAt: (when, machine) => `Ölçüm: ${when}, ${machine}.`,
  never:
    "Bu bilgisayarda henüz bir şey ölçülmedi; ağları işlemci çalıştırıyor. Başlangıçtan kısa süre sonra ölçülür.",
  bar: {
    loading: "Ağlar yükleniyor",
    measuring: "Ölçülüyor",
    of: (done, total) => `${done} / ${total}`,
  },
};
