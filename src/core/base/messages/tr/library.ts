import type { CheckFindings, LibraryUpkeep } from "../../../api.ts";
import type { Translated } from "../../words.ts";
import type * as english from "../library.ts";

/** Says a list as a sentence does: "a", "a ve b", "a, b ve c". */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ve ${parts.at(-1) ?? ""}`;

function parts(of: CheckFindings, missing: number): string[] {
  const some: string[] = [];
  if (missing > 0) some.push(`dosyası olmayan ${missing} film`);
  if (of.back > 0) some.push(`dosyası yeniden yerinde olan ${of.back} film`);
  if (of.recovered > 0) some.push(`kaydı olmayan ve yeniden listelenen ${of.recovered} film`);
  if (of.removed > 0) some.push(`silinmiş filmlerden kalan ve şimdi kaldırılan ${of.removed} dosya`);
  if (of.setAside > 0)
    some.push(`hiçbir filme ait olmayan, şimdi set-aside klasöründe duran ${of.setAside} dosya`);
  if (of.database.length > 0) some.push("bozuk bir veritabanı");
  return some;
}

export const libraryWords: Translated<typeof english.libraryWords> = {
  found: (of) => {
    const some = parts(of, of.newlyMissing);
    if (some.length === 0) return null;
    const advice = [
      ...(of.newlyMissing > 0 ? [" Eksik filmleri yeniden içe aktarın."] : []),
      ...(of.database.length > 0 ? [" Veritabanını bir yedekten geri yükleyin."] : []),
    ];
    return `Kitaplık denetiminde bulunanlar: ${listed(some)}.${advice.join("")}`;
  },
  state: (of: LibraryUpkeep) => {
    if (of.check === null) return "Henüz denetlenmedi. Her başlangıçtan kısa süre sonra denetlenir.";
    const some = parts({ ...of.check, back: 0, recovered: 0, removed: 0, setAside: 0 }, of.missing);
    return some.length === 0 ? "Her şey yerinde" : `Bulunanlar: ${listed(some)}`;
  },
  repaired: (of) => {
    const some = parts({ ...of, database: [] }, of.newlyMissing);
    return some.length === 0 ? "Onarılacak bir şey yoktu." : `Düzeltilenler: ${listed(some)}.`;
  },
  checked: "Denetim",
};
