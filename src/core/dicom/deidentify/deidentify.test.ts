import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { phantomDicom } from "../../phantom/dicom.ts";
import { drawPhantom } from "../../phantom/draw.ts";
import { phantomPng } from "../../phantom/png.ts";
import { pydicomPresent } from "../../phantom/testing/pydicom.ts";
import { canRun } from "../testing/dcmtk.ts";
import { actionOn } from "./actions.ts";
import { deidentify, DUMMY } from "./deidentify.ts";
import { profileTable } from "./profile-table.ts";

const here = import.meta.dirname;
const fixtures = join(here, "..", "testing", "fixtures");
const folder = mkdtempSync(join(tmpdir(), "overread-deidentify-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Each encoding that a data set can have, and pixels in pieces; the syntax that comes out. */
const films = {
  "explicit-le-p12": "1.2.840.10008.1.2.1",
  "implicit-le-p12": "1.2.840.10008.1.2",
  "explicit-be-p12": "1.2.840.10008.1.2.2",
  "deflated-p12": "1.2.840.10008.1.2.1",
  "j2k-p12": "1.2.840.10008.1.2.4.90",
} as const;

const newUid = (uid: string): string =>
  `2.25.${[...uid].reduce((sum, c) => (sum * 31n + BigInt(c.charCodeAt(0))) % 10n ** 38n, 7n)}`;

interface Inspected {
  readonly elements: readonly (readonly [tag: string, vr: string, value: string])[];
  readonly syntax: string;
  readonly instance: readonly [string, string];
  readonly samePixels: boolean;
}

describe.skipIf(!pydicomPresent())(
  "a film full of what names its patient, planted and inspected by pydicom",
  () => {
    const [source, planted] = [join(folder, "source"), join(folder, "planted")];
    mkdirSync(source);
    mkdirSync(planted);
    for (const name of Object.keys(films))
      copyFileSync(join(fixtures, `${name}.dcm`), join(source, `${name}.dcm`));
    const python = "/usr/bin/python3";
    execFileSync(python, [join(here, "testing", "plant.py"), source, planted]);

    it.each(Object.entries(films))("%s loses all of it and nothing of its picture", (name, syntax) => {
      const file = join(planted, `${name}.dcm`);
      const original = readFileSync(file);
      const { bytes, sopInstanceUid, changed } = deidentify(original, newUid);
      const path = join(folder, `${name}.dcm`);
      writeFileSync(path, bytes);
      const text = Buffer.from(bytes).toString("latin1");
      for (const secret of ["SECRET", "19661231", "235959", "1.2.999", "066Y", "PHANTOM"]) {
        expect(text.includes(secret), secret).toBe(false);
      }
      const inspect = [join(here, "testing", "look_into.py"), file, path];
      const found = JSON.parse(
        execFileSync(python, inspect, { encoding: "utf8", maxBuffer: 1 << 28 }),
      ) as Inspected;
      expect(found.samePixels).toBe(true);
      expect(found.syntax).toBe(syntax);
      expect(found.instance).toEqual([sopInstanceUid, sopInstanceUid]);
      expect(changed).toBeGreaterThan(300);
      const value = new Map(found.elements.map(([tag, , text]) => [tag, text]));
      expect([value.get("00100010"), value.get("00100020"), value.get("00100040")]).toEqual(["", "", ""]);
      expect([value.get("00120062"), value.get("00280303")]).toEqual(["YES", "REMOVED"]);
      expect(value.get("0020000d")).toBe(newUid("1.2.999.1"));
      expect(found.elements.filter(([tag]) => Number.parseInt(tag.slice(0, 4), 16) % 2 === 1)).toEqual([]);
      const filled = found.elements.filter(
        ([, vr, text]) => ["DA", "TM", "DT", "PN"].includes(vr) && text !== "" && text !== DUMMY,
      );
      expect(filled).toEqual([]);
    });

    it.skipIf(!canRun(["dcmdump"]))("is read by dcmtk without a warning", () => {
      for (const name of Object.keys(films)) {
        const done = spawnSync("dcmdump", ["-q", join(folder, `${name}.dcm`)], {
          encoding: "utf8",
          maxBuffer: 1 << 28,
        });
        expect([done.status, done.stderr], name).toEqual([0, ""]);
      }
    });
  },
);

describe("a phantom without its patient", () => {
  const film = phantomDicom(drawPhantom({ seed: 3, rows: 120, columns: 100 }));
  const { bytes, burnedIn } = deidentify(film, newUid);

  it("says that words are burnt in, as the film does, and is the same every time", () => {
    expect(burnedIn).toBe("yes");
    expect(deidentify(film, newUid).bytes).toEqual(bytes);
  });

  const present = spawnSync("dciodvfy", [], { stdio: "ignore" }).error === undefined;
  it.skipIf(!present && process.env["CI"] !== "true")(
    "is no worse a DX object than before to dciodvfy",
    () => {
      const errors = (name: string, content: Uint8Array): string[] => {
        const path = join(folder, name);
        writeFileSync(path, content);
        const said = spawnSync("dciodvfy", [path], { encoding: "utf8" }).stderr;
        return said.split("\n").filter((line) => line.startsWith("Error"));
      };
      const before = errors("before.dcm", film);
      expect(errors("after.dcm", bytes).filter((line) => !before.includes(line))).toEqual([]);
    },
  );
});

it("refuses what is not DICOM, and what is cut off", () => {
  const phantom = drawPhantom({ seed: 3, rows: 120, columns: 100 });
  expect(() => deidentify(phantomPng(phantom), newUid)).toThrow(
    expect.objectContaining({ code: "export/not-dicom" }),
  );
  const film = phantomDicom(phantom);
  expect(() => deidentify(film.subarray(0, 900), newUid)).toThrow(
    expect.objectContaining({ code: "film/truncated" }),
  );
});

describe("the table of PS3.15 E.1-1", () => {
  it("has the actions that the standard prints", () => {
    // Rows of the printed table, among them those of every kind.
    const rows: readonly (readonly [number, string])[] = [
      [0x00100010, "Z"],
      [0x00100020, "Z"],
      [0x00101010, "X"],
      [0x00080050, "Z"],
      [0x00080080, "X/Z/D"],
      [0x00080023, "Z/D"],
      [0x00181030, "X/D"],
      [0x00080018, "U"],
      [0x00081140, "X/Z/U*"],
      [0x0040a730, "D"],
      [0x00400555, "X/Z"],
      [0x00104000, "X"],
    ];
    for (const [tag, action] of rows) expect(profileTable.get(tag)).toBe(action);
    expect(profileTable.size).toBe(421);
  });
  it("removes private attributes, curves, overlays and what nobody knows", () => {
    for (const tag of [0x00091010, 0x50000010, 0x60003000, 0x60020010, 0x00080000, 0x00087777, 0x7777aaaa]) {
      expect(actionOn(tag, "LO")).toBe("remove");
    }
    expect(actionOn(0x00281050, "DS")).toBe("keep");
    expect(actionOn(0x00189999, "DT")).toBe("remove");
    expect(actionOn(0x00280010, "UN")).toBe("remove");
  });
});
