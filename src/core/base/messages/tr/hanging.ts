import type { Translated } from "../../words.ts";
import type * as english from "../hanging.ts";

export const hangingFaults: Translated<typeof english.hangingFaults> = {
  seats: (rule, places, seats) =>
    `Kural ${rule}: ${seats} yerli düzen için ${places} film belirtilmiş. Her yer için bir film seçin.`,
  noCurrent: (rule) =>
    `Kural ${rule}: okunan tetkikin hiçbir filmini asmıyor. Bir yer için onun filmlerinden birini seçin.`,
  priorWithout: (rule) =>
    `Kural ${rule}: önceki tetkiki olmayanlar için, ama önceki tetkikin filmini istiyor. Okunan tetkikin bir filmini seçin.`,
  twice: (rule) => `Kural ${rule}: aynı filmi iki kez asıyor. Yerlerden biri için başka bir film seçin.`,
  unreached: (rule, earlier) =>
    `Kural ${rule}: sıra ona hiç gelmez; kural ${earlier} önce gelir ve aynı tetkiklerin hepsine uyar. Silin veya yukarı taşıyın.`,
  noLast: "Son kural her tetkike uymalıdır: her film, önceki tetkik olsun olmasın.",
};

/** How long before another study one was made, in words of its size. */
function before(days: number | null): string {
  if (days === null) return "";
  if (days < 1) return "aynı gün daha erken";
  if (days < 60) return `${days} gün önce`;
  const months = Math.floor(days / 30.44);
  if (months < 24) return `${months} ay önce`;
  return `${Math.floor(days / 365.25)} yıl önce`;
}

export const hangingWords: Translated<typeof english.hangingWords> = {
  current: "şimdiki",
  prior: "önceki",
  noDate: "tarih yok",
  before,
  otherView: (view) => `${view}: şimdiki filmden başka bir projeksiyon`,
  place: (number, count, what) => `Film ${number} / ${count}: ${what}`,
  empty: "Boş yer: yukarıdan bir film seçin.",
  priorTab: (date, view) => (view === "" ? `önceki ${date}` : `önceki ${date} ${view}`),
  nothingBeside: "Bunun yanına asılacak başka film veya önceki tetkik yok.",
  moreFilms: "Bu tetkikin yeni filmleri geldi: filmin üstündeki sırada duruyorlar.",
  layoutLabel: "Düzen",
  layouts: {
    one: "Tek film",
    "side-by-side": "İki film yan yana",
    stacked: "İki film alt alta",
    four: "Dört",
  },
  linked: "Aynı yöndeki filmler bağlı: büyütme, konum ve pencere.",
  unlinked: "Filmler artık bağlı değil.",
  secondShows: {
    film: "İkinci pencere bakılan filmi izler.",
    prior: "İkinci pencere önceki tetkiki gösterir; tetkik burada önceki yokmuş gibi asılır.",
  },
  noPrior: "Bu tetkikin karşılaştırılabilecek bir öncekisi yok.",
};

export const hangingSettings: Translated<typeof english.hangingSettings> = {
  title: "Film asma",
  second: "İkinci pencere",
  secondShows: {
    film: "bakılan filmi izler",
    prior:
      "karşılaştırılabilir en yeni önceki tetkiki bağlı olarak gösterir; tetkik burada önceki yokmuş gibi asılır",
  },
  lead: "Tetkike uyan ilk kural filmlerini asar. Filmi olmayan yer atlanır.",
  rule: (number) => `Kural ${number}`,
  films: "Tetkikte",
  filmsAre: { any: "her film", one: "tek film", "frontal-and-lateral": "ön ve lateral" },
  prior: "Önceki tetkik",
  priorIs: { any: "olsun olmasın", with: "varsa", without: "yoksa" },
  layout: "Düzen",
  place: (number) => `Yer ${number}`,
  places: {
    "current any": "bu tetkik, sıradaki film",
    "current frontal": "bu tetkik, ön",
    "current lateral": "bu tetkik, lateral",
    "prior any": "önceki, sıradaki film",
    "prior frontal": "önceki, ön",
    "prior lateral": "önceki, lateral",
  },
  add: "Kural ekle",
  up: (number) => `Kuralı yukarı taşı: ${number}`,
  remove: (number) => `Kuralı sil: ${number}`,
  keep: "Bu kuralları kullan",
  usual: "Olağan kurallara dön",
  kept: "Sonraki tetkikten itibaren geçerli.",
};
