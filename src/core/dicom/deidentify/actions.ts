import { profileTable } from "./profile-table.ts";

/** What becomes of an attribute: as it is, gone, empty, a dummy text, another UID, or its items looked through. */
export type Action = "keep" | "remove" | "empty" | "dummy" | "uid" | "items";

/** Groups that describe the picture and how it was taken; of what the table does not name, these are kept. */
const pictureGroups = new Set([0x0018, 0x0028, 0x0054, 0x2050, 0x5200, 0x7fe0]);

/** Attributes of other groups that the table does not name and a film needs, or its codes are made of. */
const kept = new Set([
  0x00080005, 0x00080008, 0x00080016, 0x00080060, 0x00080064, 0x00080068, 0x00080070, 0x00080100, 0x00080102,
  0x00080103, 0x00080104, 0x00081090, 0x00081150, 0x00081160, 0x00082218, 0x00082220, 0x00082228, 0x00082229,
  0x00082230, 0x00089215, 0x00102201, 0x00102210, 0x00200011, 0x00200012, 0x00200013, 0x00200020, 0x00200060,
  0x00200062, 0x00209056, 0x00209057, 0x00209071, 0x00209072, 0x00209111, 0x00209157, 0x00209221, 0x00209222,
]);

/**
 * Of the groups of the picture, what is a date, a time, a name or free text (PS3.6) without being
 * in the table: a film in implicit VR does not say so itself.
 */
const revealing = new Set([
  0x00180027, 0x00180035, 0x0018003a, 0x00181012, 0x00181014, 0x00181042, 0x00181043, 0x00181072, 0x00181073,
  0x00181078, 0x00181079, 0x00181200, 0x00181201, 0x00181202, 0x00181203, 0x00187006, 0x00187008, 0x0018700c,
  0x0018700e, 0x00187040, 0x00187041, 0x00187062, 0x00189074, 0x00189080, 0x00189151, 0x00189367, 0x00189369,
  0x0018936a, 0x00189371, 0x00189373, 0x0018937b, 0x0018937f, 0x00189623, 0x00189701, 0x00189804, 0x00189901,
  0x00189908, 0x0018990a, 0x0018990f, 0x00189910, 0x00189917, 0x00189919, 0x0018991a, 0x0018991e, 0x00189923,
  0x00189924, 0x00189941, 0x0018a002, 0x00280304, 0x00281351, 0x00286190, 0x00287fe0,
]);
const revealingVr = new Set(["DA", "TM", "DT", "PN", "LT", "ST", "UT", "UC", "UR", "AE"]);

/** Dummies are texts: of these, sequences, bytes and moments, there is none that says nothing. */
const withoutDummy = new Set([
  0x0040a730, 0x00340001, 0x00340002, 0x00340005, 0x00340007, 0x00700001, 0x00401101, 0x0040a073,
]);

/**
 * The Basic Application Level Confidentiality Profile (PS3.15 annex E) for films: table E.1-1, its
 * rules for private attributes, curves and overlays, and stricter than it for what it does not name.
 * Where the table leaves a choice to an attribute's type, it is emptied if it may be of type 2, else removed.
 * @param vr absent in implicit VR
 */
export function actionOn(tag: number, vr: string | undefined): Action {
  const group = tag >>> 16;
  if (group % 2 === 1 || (group & 0xff00) === 0x5000 || (group & 0xff00) === 0x6000) return "remove";
  // The length of a group (PS3.5 7.2) would no longer be right.
  if ((tag & 0xffff) === 0) return "remove";
  switch (profileTable.get(tag)) {
    case "X":
    case "X/D":
      return "remove";
    case "Z":
    case "X/Z":
    case "Z/D":
    case "X/Z/D":
      return "empty";
    case "D":
      return withoutDummy.has(tag) ? "remove" : "dummy";
    case "U":
      return "uid";
    case "X/Z/U*":
      return vr === "UN" ? "remove" : "items";
    case undefined:
      break;
  }
  // A value of unknown representation may hold anything.
  if (vr === "UN") return "remove";
  if (kept.has(tag)) return "keep";
  const stays = pictureGroups.has(group) && !revealing.has(tag) && !revealingVr.has(vr ?? "");
  return stays ? "keep" : "remove";
}
