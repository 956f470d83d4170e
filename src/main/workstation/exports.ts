import { createHmac, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Api } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { deidentify } from "../../core/dicom/deidentify/deidentify.ts";
import { versionedUid } from "../../core/studies/content-uid.ts";
import { record, type Context } from "./context.ts";
import type { FilmFiles } from "./film-files.ts";

type Exports = Pick<Api, "export.dicom" | "export.picture">;

/** What leaves the workstation: recorded before it does, and never with an answer that is still sealed. */
export function exportsApi(context: Context, files: FilmFiles): Exports {
  const { store } = context;
  // Other UIDs in each run: films that are exported together stay together, and nobody who has films of
  // two exports can tell that they are one patient's.
  const key = randomBytes(32);
  const newUid = (uid: string): string => versionedUid(createHmac("sha256", key).update(uid).digest("hex"));
  return {
    "export.dicom": async ({ filmId }) => {
      const film = await store.read.film({ filmId });
      if (film === null) throw new AppError("library/no-such-film");
      await files.check(film);
      const { bytes, sopInstanceUid, burnedIn } = deidentify(await readFile(files.path(film)), newUid);
      await record(context, "export.dicom", film.studyUid, { film: filmId, as: sopInstanceUid });
      return { fileName: `${sopInstanceUid}.dcm`, bytes, burnedIn };
    },

    "export.picture": async ({ studyUid, filmId, ...what }) => {
      const film = await store.read.film({ filmId });
      if (film === null || film.studyUid !== studyUid) throw new AppError("library/no-such-film");
      if (what.heatMap) {
        const panel = await store.read.panel({ studyUid, reader: context.reader, networks: null });
        if (panel.sealed) throw new AppError("panel/sealed");
      }
      await record(context, "export.picture", studyUid, { film: filmId, ...what });
      return {};
    },
  };
}
