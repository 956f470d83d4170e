import { whole } from "../../figures.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../statistics.ts";

export const statistics: Translated<typeof english.statistics> = {
  title: "İstatistikler",
  lead: {
    own: "Kesinleşmiş okumalarınız ve sonuçları. Henüz okumadığınız hiçbir film burada sayılmaz.",
    department:
      "Bütün okuyanların kesinleşmiş okumaları. Okunacak veya karara bağlanacak bir şeyi kalan tetkikler sayılmaz.",
  },
  scope: "Kapsam",
  scopes: { own: "Siz", department: "Bölüm" },
  tooFewStudies: (studies, least) =>
    `Bölümün sayıları en az ${least} tetkikle verilir; şimdilik ${studies} tetkik sayılıyor.`,
  loading: "Okumalarınız sayılıyor",
  none: "Henüz bir okuma kesinleştirmediniz. İstatistikler ilk okumayla başlar.",
  by: "Dönem",
  unit: { day: "Gün", week: "Hafta", month: "Ay" },
  of: { own: "okumalarınız", department: "bölümün okumaları" },
  total: {
    reads: "kesinleşen okuma",
    flagged: "bunlardan işaretli",
    confirmed: (settled) =>
      settled === 0
        ? "doğrulanan işaret, karara bağlanan henüz yok"
        : `doğrulanan işaret, karara bağlanan ${settled}`,
    burden: "doğrulanan atlama başına işaret",
    kappa: { own: "kappa, siz ve panel", department: "kappa, okuyanlar ve panel" },
    tooFew: (films, least) => `en az ${least} filmden ${films}`,
  },
  reads: {
    title: "Zaman içinde okumalar",
    note: "Bulguya göre, kesinleşme anındaki duvar saatiyle.",
    y: "Okuma",
    period: "Dönem",
  },
  flags: {
    title: "Zaman içinde işaretler ve verim",
    note: "Olası atlanmış bulgu “pnömoni”, olası fazla tanı “pnömoni yok” son kararıyla doğrulanır. Okumanın kesinleştiği anda sayılır.",
    raised: "İşaret",
    confirmed: "Doğrulanan",
  },
  kinds: {
    title: "Türüne göre işaretler",
    note: "Şimdiye kadarki sonuçları.",
    kind: "Tür",
    names: {
      none: "işaret yok",
      "possible-miss": "olası atlanmış bulgu",
      "possible-overcall": "olası fazla tanı",
      unresolved: "karar verilemedi",
    },
    confirmed: "Doğrulanan",
    refuted: "Başka karara bağlanan",
    open: "Karara bağlanmayan",
  },
  states: {
    title: "Okunan tetkiklerin panelleri",
    state: "Durum",
    studies: "Tetkik",
    none: "panel yok",
  },
  panel: {
    title: { own: "Siz ve panel", department: "Okuyanlar ve panel" },
    note: "Paneli tam olan tetkikler, okuyanın bulgusuna göre.",
    finding: "Okuyanın bulgusu",
    pneumonia: "Panel: pnömoni",
    normal: "Panel: normal",
  },
  reader: {
    title: { own: "Son karara karşı siz", department: "Son karara karşı okuyanlar" },
    panelTitle: "Son karara karşı panel",
    note: (sensitivity, specificity) =>
      `Duyarlılık ${sensitivity}, özgüllük ${specificity}. Yalnız ikinci kez okunan filmler: işaretliler bunların arasında bütün filmlerdekinden daha sıktır.`,
    share: (value, low, high) => `${value} (%95 güven aralığı: ${low} – ${high})`,
    unknown: "bilinmiyor",
  },
  radpeer: {
    title: { own: "RADPEER puanlarınız", department: "RADPEER puanları" },
    byReader: "Okuyana göre RADPEER puanları",
    byReaderNote: "Adsız: her okuyan yalnız kendi puanlarını görür.",
    reader: "Okuyan",
    you: "siz",
    another: (number) => `okuyan ${number}`,
    note: "1 uyum; 2 anlaşılabilir, 3 alışılmadık ayrılık; a klinik önemi olası değil, b klinik önemi olası.",
    score: "Puan",
    films: "Okuma",
  },
  onWorklist: "Çalışma listesinin her filmi, tetkikin gününe göre.",
  agreement: {
    title: "Ağların uyumu",
    note: (films, fleiss) =>
      `Her çift için %95 güven aralığıyla Cohen kappası; hepsi için Fleiss kappası ${fleiss}, ${whole(films)} filmde.`,
    tooFew: (films, least) =>
      `Kappa, her ağın yanıtladığı en az ${least} filmle verilir; şimdilik ${films} film var.`,
    pair: "Çift",
    between: (first, second) => `${first} · ${second}`,
    kappa: "Kappa",
  },
  rate: {
    title: (network) => `“Pnömoni” oranı: ${network}`,
    note: (least, there) =>
      there < least
        ? `Kontrol sınırları en az ${least} dönemle çizilir; şimdilik ${there} dönem var.`
        : "Shewhart p kartı. Sınırların dışındaki bir nokta veya bir yanda art arda sekiz nokta bir şeyin değiştiğini söyler: filmlerin ya da ağın.",
  },
};
