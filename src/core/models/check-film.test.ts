import { describe, expect, it } from "vitest";
import type { FilmAttributes, Frame } from "../dicom/film.ts";
import { inLanguage } from "../base/language.ts";
import { checkFilm, judge } from "./check-film.ts";
import { filmCheck, reasonTexts } from "./film-check.ts";

/** A frontal chest film of a child of 4 years: nothing is against it. */
const child: FilmAttributes = {
  modality: "DX",
  bodyPartExamined: "CHEST",
  viewPosition: "AP",
  patientAge: "004Y",
};

const ramp = (rows: number, columns: number, level: (share: number) => number = (share) => share) => {
  const grey = new Float32Array(rows * columns);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = level(((i % columns) * 0.98 + 0.01 * columns) / columns);
  }
  const stored = new Uint8Array(rows * columns);
  return { image: { rows, columns, grey }, frame: { colour: false, rows, columns, stored } satisfies Frame };
};

const check = (attributes: FilmAttributes, picture = ramp(300, 300), frames = 1) => {
  const film = { kind: "dicom", frames, attributes } as const;
  const { verdict, reasons } = judge(checkFilm(film, picture.frame, picture.image));
  return { verdict, reasons };
};

it("keeps its reasons so that they can be said in another language later", () => {
  const { image, frame } = ramp(300, 300);
  const film = { kind: "dicom", frames: 1, attributes: { ...child, patientAge: "058Y" } } as const;
  const kept = filmCheck.parse(JSON.parse(JSON.stringify(judge(checkFilm(film, frame, image)))));
  expect(reasonTexts(kept)).toEqual(kept.reasons);
  expect(inLanguage("tr", () => reasonTexts(kept))).toEqual([
    "Hasta 58 yaşında. Ağlar 1–5 yaş çocukları tanır.",
  ]);
  expect(inLanguage("tr", () => reasonTexts({ verdict: "warn", reasons: ["kept before"] }))).toEqual([
    "kept before",
  ]);
});

describe("film check by header", () => {
  it("lets an ordinary child's film pass", () => {
    expect(check(child)).toEqual({ verdict: "ok", reasons: [] });
  });

  it.each([
    ["81", "The patient is 81 years old. The networks know children of 1 to 5 years."],
    ["058Y", "The patient is 58 years old. The networks know children of 1 to 5 years."],
    ["006M", "The patient is 6 months old. The networks know children of 1 to 5 years."],
    ["001D", "The patient is 1 day old. The networks know children of 1 to 5 years."],
    ["", "The patient's age is not known. The networks know children of 1 to 5 years."],
  ])("warns at age %j", (patientAge, sentence) => {
    expect(check({ ...child, patientAge })).toEqual({ verdict: "warn", reasons: [sentence] });
  });

  it.each(["005Y", "018M", "5", "071M", "012M"])("accepts age %s", (patientAge) => {
    expect(check({ ...child, patientAge }).verdict).toBe("ok");
  });

  it("takes the age from the birth date where none is written", () => {
    const born = { ...child, patientAge: undefined, patientBirthDate: "19400305", studyDate: "20040826" };
    expect(check(born).reasons).toEqual([
      "The patient is 64 years old. The networks know children of 1 to 5 years.",
    ]);
    expect(check({ ...born, patientBirthDate: "20000305" }).verdict).toBe("ok");
  });

  it("warns where age and birth date contradict each other", () => {
    const both = { ...child, patientBirthDate: "19400305", studyDate: "20040826" };
    expect(check(both).verdict).toBe("warn");
    expect(check({ ...both, patientBirthDate: "20000305" }).verdict).toBe("ok");
  });

  it.each(["CT", "MR", "MG", "RF", "OT", "SC", "XA"])("withholds modality %s", (modality) => {
    expect(check({ ...child, modality }).verdict).toBe("withhold");
  });

  it.each(["CR", "DX", "PX"])("accepts modality %s", (modality) => {
    expect(check({ ...child, modality }).verdict).toBe("ok");
  });

  it.each(["RIBCAGE", "EXTREMITY", "ABDOMEN", "CHESTABDPELVIS", "CHEST ABDOMEN", "SKULL", "123"])(
    "withholds body part %s",
    (bodyPartExamined) => {
      expect(check({ ...child, bodyPartExamined }).verdict).toBe("withhold");
    },
  );

  it.each(["CHEST", "THORAX", "Chest", "CHEST PA", "PORTABLE_CHEST"])(
    "accepts body part %s",
    (bodyPartExamined) => {
      expect(check({ ...child, bodyPartExamined }).verdict).toBe("ok");
    },
  );

  it("warns where body part, modality or view are not known", () => {
    for (const unknown of ["bodyPartExamined", "modality", "viewPosition"]) {
      expect(check({ ...child, [unknown]: undefined }).verdict, unknown).toBe("warn");
    }
  });

  it("warns of a phantom", () => {
    const reasons = ["This is a phantom, not a patient. What the networks say of it means nothing."];
    expect(check({ ...child, qualityControlImage: "YES" })).toEqual({ verdict: "warn", reasons });
    expect(check({ ...child, qualityControlImage: "NO" }).verdict).toBe("ok");
  });

  it("withholds an animal", () => {
    expect(check({ ...child, patientSpecies: "Canis lupus familiaris" }).verdict).toBe("withhold");
    expect(check({ ...child, patientSpecies: "Homo sapiens" }).verdict).toBe("ok");
  });

  it("says that only the first frame was classified", () => {
    expect(check(child, undefined, 3)).toEqual({
      verdict: "warn",
      reasons: ["The film has 3 frames; only the first was classified."],
    });
  });

  it("warns for a file without a header, and says so", () => {
    const { image, frame } = ramp(300, 300);
    const png = judge(checkFilm({ kind: "png", frames: 1, attributes: {} }, frame, image));
    expect(png.verdict).toBe("warn");
    expect(png.reasons).toHaveLength(1);
    // What somebody said of it counts: the networks know frontal films alone.
    const side = { kind: "png" as const, frames: 1, attributes: { viewPosition: "LL" } };
    expect(judge(checkFilm(side, frame, image)).verdict).toBe("withhold");
  });

  it("puts the worst reason first", () => {
    const both = check({ ...child, patientAge: "058Y", bodyPartExamined: "SKULL" });
    expect(both.verdict).toBe("withhold");
    expect(both.reasons[0]).toContain("SKULL");
    expect(both.reasons).toHaveLength(2);
  });
});

describe("film check by view", () => {
  const view = (attributes: FilmAttributes) =>
    check({ ...child, viewPosition: undefined, ...attributes }).verdict;

  // defined terms of View Position: PS3.3 C.8.1.1 (CR Series)
  it.each(["LL", "RL", "RLD", "LLD", "RLO", "LLO", "LAO", "RPO", "LATERAL", "LAT", "Lateral Decubitus"])(
    "withholds %s",
    (viewPosition) => {
      expect(view({ viewPosition })).toBe("withhold");
    },
  );

  it.each(["AP", "PA", "pa", "AP SUPINE"])("accepts %s", (viewPosition) => {
    expect(view({ viewPosition })).toBe("ok");
  });

  it("reads the view where public collections keep it", () => {
    expect(view({ patientPosition: "PA" })).toBe("ok");
    expect(view({ patientPosition: "LL" })).toBe("withhold");
    expect(view({ patientPosition: "XX" })).toBe("warn");
    expect(view({ patientPosition: "HFS" })).toBe("warn");
  });

  it("reads Patient Orientation", () => {
    // PS3.3 C.7.6.1.1.1: "L\F" a frontal film, "A\F" a lateral one
    expect(view({ patientOrientation: ["L", "F"] })).toBe("ok");
    expect(view({ patientOrientation: ["R", "F"] })).toBe("ok");
    expect(view({ patientOrientation: ["A", "F"] })).toBe("withhold");
    expect(view({ patientOrientation: ["P", "F"] })).toBe("withhold");
    expect(view({ patientOrientation: ["LA", "F"] })).toBe("withhold");
    expect(view({ patientOrientation: ["F", "R"] })).toBe("warn");
    expect(view({ patientOrientation: ["L", "H"] })).toBe("warn");
    expect(view({ patientOrientation: ["", ""] })).toBe("warn");
  });

  it("believes the orientation where it says lateral", () => {
    expect(view({ viewPosition: "PA", patientOrientation: ["A", "F"] })).toBe("withhold");
    expect(view({ viewPosition: "PA", patientOrientation: ["LA", "F"] })).toBe("ok");
  });

  it("reads the series' description, unless it names several views", () => {
    expect(view({ seriesDescription: "W Chest Lat." })).toBe("withhold");
    expect(view({ seriesDescription: "Chest AP" })).toBe("ok");
    expect(view({ seriesDescription: "Chest PA and LAT" })).toBe("warn");
  });
});

describe("film check by picture", () => {
  it("warns below 224 pixels and withholds below half of it", () => {
    expect(check(child, ramp(224, 224)).verdict).toBe("ok");
    expect(check(child, ramp(169, 211)).reasons).toEqual([
      "The film has 211 x 169 pixels. The networks look at 224 x 224; detail is missing.",
    ]);
    expect(check(child, ramp(111, 800)).verdict).toBe("withhold");
  });

  it("withholds a blank film", () => {
    expect(
      check(
        child,
        ramp(300, 300, () => 0.4),
      ).reasons,
    ).toEqual(["The film is blank."]);
  });

  it("warns of clipping within the middle", () => {
    // of columns 40 to 359 of the middle, 40 to 97 are black (0.98 c / 400 + 0.01 < 0.25), then 303 to 359 white
    expect(
      check(
        child,
        ramp(400, 400, (share) => (share < 0.25 ? 0 : share)),
      ).reasons[0],
    ).toMatch(/18 %.*black/);
    expect(
      check(
        child,
        ramp(400, 400, (share) => (share > 0.75 ? 1 : share)),
      ).reasons[0],
    ).toMatch(/18 %.*white/);
    expect(
      check(
        child,
        ramp(400, 400, (share) => (share < 0.6 ? 0 : share)),
      ).verdict,
    ).toBe("withhold");
  });

  it("does not mind black borders", () => {
    expect(
      check(
        child,
        ramp(400, 400, (share) => (share < 0.1 || share > 0.9 ? 0 : share)),
      ).verdict,
    ).toBe("ok");
  });

  it("withholds a colour picture and lets a grey one stored as RGB pass", () => {
    const { image } = ramp(300, 300);
    const coloured = (pixel: (i: number) => readonly [number, number, number]): Frame => ({
      colour: true,
      rows: 300,
      columns: 300,
      rgb: Uint8Array.from(Array.from({ length: 300 * 300 }, (_, i) => [...pixel(i)]).flat()),
    });
    const of = (frame: Frame) =>
      judge(checkFilm({ kind: "dicom", frames: 1, attributes: child }, frame, image)).verdict;
    expect(of(coloured((i) => [i % 256, i % 256, i % 256]))).toBe("ok");
    expect(of(coloured((i) => [i % 256, (i * 7) % 256, 0]))).toBe("withhold");
    expect(of(coloured((i) => (i % 50 === 0 ? [200, 20, 20] : [90, 90, 90])))).toBe("warn");
  });
});
