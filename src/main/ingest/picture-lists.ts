import { AppError, fromWire } from "../../core/base/errors.ts";
import type { PictureIdentity } from "../../core/studies/picture-identity.ts";
import type { ListRow } from "./ingest-calls.ts";

interface Listed {
  readonly list: string;
  readonly file: string;
  readonly identity: PictureIdentity | AppError;
  readonly strict: boolean;
  used: boolean;
}

/** The same path however its system writes it. */
const key = (path: string): string => path.replaceAll("\\", "/").normalize("NFC");
const nameOf = (path: string): string => key(path).split("/").at(-1) ?? path;

/** What the lists of an import say of its pictures. */
export class PictureLists {
  readonly #rows = new Map<string, Listed>();
  #strict = false;

  /** @param path of the list; its rows name files below its folder */
  add(path: string, rows: readonly ListRow[], strict: boolean): void {
    this.#strict ||= strict;
    const folder = key(path).split("/").slice(0, -1);
    for (const { file, identity } of rows) {
      const said = "error" in identity ? fromWire(identity.error) : identity;
      const place = key([...folder, file].join("/"));
      this.#rows.set(place, { list: path, file, identity: said, strict, used: false });
    }
  }

  /** Whose a picture is, or why that is not to be had; undefined where no list speaks of it. */
  of(path: string): PictureIdentity | AppError | undefined {
    const row = this.#rows.get(key(path));
    if (row !== undefined) row.used = true;
    return row?.identity;
  }

  /** Whether a picture that no list names is refused. */
  get strict(): boolean {
    return this.#strict;
  }

  /** Rows of pictures that were not there. */
  unused(): { readonly path: string; readonly error: AppError }[] {
    return [...this.#rows.values()].flatMap(({ list, file, strict, used }) => {
      if (used || strict) return [];
      const error = new AppError("identity/no-such-file", { file: nameOf(list), picture: file });
      return [{ path: list, error }];
    });
  }
}
