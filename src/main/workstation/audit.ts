import type { Api } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { AuditHead } from "../../core/second-read/audit-chain.ts";
import { storeWorkerPath } from "../entry-points.ts";
import { openStore } from "../store/store.ts";
import { exportedHeads, headName } from "./audit-heads.ts";
import { record, type Context } from "./context.ts";
import type { Session } from "./session.ts";

type AuditApi = Pick<Api, "audit.list" | "audit.verify" | "audit.exportHead">;

/** Faults that are named; a record that was made anew has one in every row. */
const mostFaults = 200;

/** The audit record in the administrator's window. */
export function auditApi(
  context: Context,
  session: Session,
  { auditKey, headsFolder }: { readonly auditKey: Uint8Array | null; readonly headsFolder: string | null },
): AuditApi {
  const { store, library, log, clock } = context;
  /** @throws AppError reader/not-administrator */
  const requireAdministrator = (): void => {
    if (!session.reader.administrator) throw new AppError("reader/not-administrator");
  };
  return {
    "audit.list": async (query) => {
      const asker = session.reader.id;
      // Looking at it is recorded once, with its first page.
      if (query.upTo === null) {
        requireAdministrator();
        await record(context, "audit.open", "audit");
      }
      const [page, readers] = await Promise.all([
        store.read.auditPage({ ...query, asker }),
        store.read.readers({}),
      ]);
      return { ...page, names: Object.fromEntries(readers.map(({ id, name }) => [id, name])) };
    },

    "audit.verify": async () => {
      requireAdministrator();
      const heads = headsFolder === null ? [] : await exportedHeads(headsFolder, log);
      // In a thread of its own: a long record takes seconds, and the worklist does not wait for it.
      const own = await openStore({ folder: library, workerPath: storeWorkerPath(), auditKey, log });
      try {
        const verdict = await own.read.verifyAudit({ heads });
        const whole = verdict.faults.length === 0;
        await record(context, "audit.verify", "audit", { whole, rows: verdict.rows });
        const found = verdict.faults.length;
        return { library, verdict: { ...verdict, faults: verdict.faults.slice(0, mostFaults) }, found };
      } finally {
        await own.close();
      }
    },

    "audit.exportHead": async () => {
      requireAdministrator();
      // Recorded first, so that the head says of itself that it was exported.
      await record(context, "audit.export-head", "audit");
      const exported = clock.now();
      const head: AuditHead = { ...(await store.read.auditHead({})), exported };
      return {
        fileName: headName(head.library, exported.utc.slice(0, 10)),
        text: `${JSON.stringify(head)}\n`,
      };
    },
  };
}
