import { describe, expect, it } from "vitest";
import { ruleOf } from "../../core/agreement/testing/rule.ts";
import { modelId } from "../../core/base/ids.ts";
import type { Film, FilmAttributes, Frame } from "../../core/dicom/film.ts";
import { displayedGrey } from "../../core/dicom/displayed-grey.ts";
import type { FilmSpace } from "../../core/models/film-space.ts";
import type { NetworkManifest } from "../../core/models/manifest.ts";
import { preprocess } from "../../core/models/preprocess.ts";
import type { Session } from "../../core/models/session.ts";
import { classifyFilm } from "./classify-film.ts";
import { loadModels, type LoadedModel } from "./load-models.ts";
import { createNativeSession } from "./onnx-native.ts";
import { withModels } from "./testing/fixtures.ts";

const stored = Uint8Array.from({ length: 32 * 32 }, (_, index) => (index * 89) % 256);
const frame: Frame = { colour: false, rows: 32, columns: 32, stored };
const filmOf = (attributes: FilmAttributes): Film => ({
  kind: "dicom",
  rows: 32,
  columns: 32,
  frames: 1,
  colour: false,
  bitsStored: 8,
  signed: false,
  grey: { modality: { kind: "rescale", slope: 1, intercept: 0 }, vois: [], inverted: false },
  attributes,
  decodeFrame: () => Promise.resolve(frame),
});
const chest = filmOf({
  sopInstanceUid: "1.2.3",
  modality: "DX",
  bodyPartExamined: "CHEST",
  viewPosition: "AP",
  patientAge: "003Y",
});
const leg = filmOf({ ...chest.attributes, bodyPartExamined: "LEG" });

const models = await withModels(["tiny", "failing"], async (folder) => {
  return (await loadModels([folder], { createSession: createNativeSession })).models;
});
/** No network but the panel's, which has no rule. */
const alone = { own: [], ownIds: [], rule: null, space: null };
/** A steady clock that ticks once a look. */
const ticking = () => {
  let time = 0;
  return () => time++;
};

describe("classifying a film", () => {
  it("keeps the good network's answer beside one that throws", async () => {
    const ran: string[] = [];
    const asked = { models, ...alone, skip: [], onRun: (id: string) => void ran.push(id) };
    const reading = await classifyFilm(chest, frame, asked, ticking(), 10);
    expect(ran).toEqual(["failing", "tiny"]);
    expect(reading).toMatchObject({
      film: { kind: "dicom", rows: 32, columns: 32, sopInstanceUid: "1.2.3" },
      check: { verdict: "ok", reasons: [] },
      models: [{ id: "tiny", version: "0.0.1", threshold: 0.5 }],
      failures: [{ code: "inference/failed", params: { model: "failing" } }],
      agreement: { of: 1, verdict: null },
      ms: { decode: 11, infer: 1 },
    });
    expect(reading.failures[0]?.message).toContain("failing");
  });

  it("weighs the answers by the panel's rule", async () => {
    const [, tiny] = models;
    if (tiny === undefined) throw new Error("no fixture");
    // Logits 0 and 2 ln 4 at the fixtures' temperature of 2: odds 4; and odds 1.
    const says = (id: string, logits: [number, number]): LoadedModel => ({
      manifest: { ...tiny.manifest, id: modelId(id) },
      session: { run: () => Promise.resolve({ logits }), release: () => Promise.resolve() },
    });
    const two = [says("a", [0, 2 * Math.log(4)]), says("b", [0, 0])];
    const rule = ruleOf(
      [
        { id: "a", version: "0.0.1", weight: 0.75 },
        { id: "b", version: "0.0.1", weight: 0.25 },
      ],
      { temperature: 1.5, threshold: 0.9 },
    );
    const asked = { models: two, ...alone, rule, skip: [], onRun: () => undefined };
    const { agreement } = await classifyFilm(chest, frame, asked, ticking(), 0);
    // 0.75 ln 4 / 1.5 = ln 2: probability 2/3.
    expect(agreement).toMatchObject({ verdict: "normal", votes: 2, of: 2, threshold: 0.9 });
    expect(agreement.probability).toBeCloseTo(2 / 3, 12);
  });

  it("asks no network where the check withholds", async () => {
    const asked = { models, ...alone, skip: [], onRun: () => expect.fail("a network ran") };
    const reading = await classifyFilm(leg, frame, asked, ticking(), 0);
    expect(reading).toMatchObject({
      check: { verdict: "withhold" },
      models: [
        { id: "failing", probability: null, verdict: null, threshold: 0.5 },
        { id: "tiny", probability: null, verdict: null, threshold: 0.5 },
      ],
      agreement: { verdict: null, votes: null, of: 0, level: null, probability: null, threshold: null },
      heatMaps: [],
      failures: [],
    });
  });

  it("asks them all the same where the networks are measured, and still says withhold", async () => {
    const asked = { models, ...alone, skip: [], answerWithheld: true, onRun: () => undefined };
    const reading = await classifyFilm(leg, frame, asked, ticking(), 0);
    const answer = await classifyFilm(chest, frame, { ...asked, answerWithheld: false }, ticking(), 0);
    expect(reading.check.verdict).toBe("withhold");
    expect(reading.models).toEqual(answer.models);
    expect(reading.agreement.of).toBe(1);
  });

  it("preprocesses once for networks with one input", async () => {
    const seen: Float32Array[] = [];
    const session: Session = {
      run: (input) => {
        seen.push(input);
        return Promise.resolve({ logits: [0, 1] });
      },
      release: () => Promise.resolve(),
    };
    const [any] = models;
    if (any === undefined) throw new Error("no fixture");
    const other = { ...any.manifest, input: { ...any.manifest.input, width: 20 } };
    const three: LoadedModel[] = [
      { manifest: any.manifest, session },
      { manifest: any.manifest, session },
      { manifest: other, session },
    ];
    await classifyFilm(
      chest,
      frame,
      { models: three, ...alone, skip: [], onRun: () => undefined },
      ticking(),
      0,
    );
    expect(seen[1]).toBe(seen[0]);
    expect(seen[2]?.length).toBe(16 * 20);
  });
});

describe("the film's features", () => {
  const tiny = models.filter(({ manifest }) => manifest.id === "tiny");
  /** What the tiny network says of this film lies at a distance of `distance` from the space's mean. */
  async function spaceAt(distance: number, version = "0.0.1"): Promise<FilmSpace> {
    const session = tiny[0]?.session as Session;
    const { input } = tiny[0]?.manifest as NetworkManifest;
    const image = { rows: 32, columns: 32, grey: displayedGrey(chest, frame) };
    const { features = new Float32Array() } = await session.run(preprocess(image, input));
    return {
      schema: 1,
      network: { id: modelId("tiny"), version },
      medians: { within: 1, beyond: 1 },
      limits: { share: 0.985, warn: 2, withhold: 4 },
      fittedOn: "nothing",
      chosenOn: "nothing",
      file: { path: "film-space.bin", sha256: "0".repeat(64), bytes: 1 },
      mean: features.map((value, at) => (at === 0 ? value - Math.sqrt(2 * distance) : value)),
      components: features.map(() => 0),
      variances: Float32Array.of(1),
    };
  }
  const classify = async (space: FilmSpace, skip: string[] = []) => {
    const ran: string[] = [];
    const asked = { models: tiny, ...alone, space, skip, onRun: (id: string) => void ran.push(id) };
    return { ...(await classifyFilm(chest, frame, asked, ticking(), 0)), ran };
  };

  it("pass near the training films, warn farther away, and withhold every number beyond", async () => {
    const near = await classify(await spaceAt(1));
    expect(near.check).toEqual({ verdict: "ok", reasons: [] });
    // Its network is asked once, for the check and for the panel.
    expect(near.ran).toEqual(["tiny"]);
    const farther = await classify(await spaceAt(3));
    expect(farther.check).toMatchObject({ verdict: "warn", reasons: [expect.stringContaining("3.00")] });
    expect(farther.models[0]?.probability).toBe(near.models[0]?.probability);
    const far = await classify(await spaceAt(5));
    expect(far.check).toMatchObject({ verdict: "withhold", reasons: [expect.stringContaining("5.00")] });
    expect(far).toMatchObject({ models: [{ probability: null, verdict: null }], heatMaps: [] });
    expect(far.agreement).toMatchObject({ verdict: null, probability: null });
  });

  it("are said not to be compared where their network is another version, or was left out", async () => {
    const other = await classify(await spaceAt(1, "9.9.9"));
    expect(other.check).toMatchObject({ verdict: "warn", reasons: [expect.stringContaining("tiny")] });
    const left = await classify(await spaceAt(1), ["tiny"]);
    expect(left.check).toMatchObject({
      verdict: "warn",
      reasons: [expect.stringContaining("not be compared")],
    });
  });
});
