import type { Api } from "../../core/api.ts";
import type { Imports } from "./imports.ts";
import type { Watch } from "./watch.ts";

type ImportsApi = Pick<
  Api,
  | "import.start"
  | "import.phantoms"
  | "import.cancel"
  | "import.unfinished"
  | "import.resume"
  | "import.forget"
  | "import.identify"
  | "watch.state"
  | "watch.choose"
>;

/** Films that come in, chosen or by themselves. */
export const importsApi = (imports: Imports, watch: Watch): ImportsApi => ({
  "import.start": async ({ source }) => ({ jobId: await imports.start(source) }),
  "import.phantoms": async ({ count }) => ({ jobId: await imports.phantoms(count) }),
  "import.cancel": async ({ jobId }) => {
    await imports.cancel(jobId);
    return {};
  },
  "watch.state": () => Promise.resolve(watch.state),
  "watch.choose": ({ folder }) => watch.choose(folder),
  "import.unfinished": () => Promise.resolve({ jobs: imports.unfinished() }),
  "import.resume": async ({ jobId }) => {
    await imports.resume(jobId);
    return {};
  },
  "import.forget": async ({ jobId }) => {
    await imports.forget(jobId);
    return {};
  },
  "import.identify": async ({ jobId, identity }) => {
    await imports.identify(jobId, identity);
    return {};
  },
});
