import type { Api, ParsedPayload, RequestName, Result } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";

/** Makes every failure of the API one that a person can be told of; what was none is logged whole. */
export function guarded(api: Api, log: Log): Api {
  const guard = <Name extends RequestName>(name: Name): Api[Name] =>
    (async (payload: ParsedPayload<Name>): Promise<Result<Name>> => {
      try {
        return await api[name](payload);
      } catch (error) {
        if (error instanceof AppError) throw error;
        log.error(`${name} failed`, error);
        throw new AppError("app/fault", {}, { cause: error });
      }
    }) as Api[Name];
  return {
    "app.info": guard("app.info"),
    "worklist.list": guard("worklist.list"),
    "study.open": guard("study.open"),
    "film.pixels": guard("film.pixels"),
    "read.saveDraft": guard("read.saveDraft"),
    "read.commit": guard("read.commit"),
    "panel.get": guard("panel.get"),
    "import.start": guard("import.start"),
    "import.phantoms": guard("import.phantoms"),
    "import.cancel": guard("import.cancel"),
  };
}
