import type { Api, ParsedPayload, RequestName, Result } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";

/** What is answered while nobody is signed in. */
const whileLocked: readonly RequestName[] = [
  "session.get",
  "session.signIn",
  "session.signOut",
  "session.active",
];

/**
 * Makes every failure of the API one that a person can be told of; what was none is logged whole. While the
 * workstation is locked nothing but signing in is answered.
 */
export function guarded(api: Api, log: Log, isLocked: () => boolean): Api {
  const guard = <Name extends RequestName>(name: Name): Api[Name] =>
    (async (payload: ParsedPayload<Name>): Promise<Result<Name>> => {
      try {
        if (isLocked() && !whileLocked.includes(name)) throw new AppError("session/locked");
        return await api[name](payload);
      } catch (error) {
        if (error instanceof AppError) throw error;
        log.error(`${name} failed`, error);
        throw new AppError("app/fault", {}, { cause: error });
      }
    }) as Api[Name];
  return {
    "app.info": guard("app.info"),
    "models.cards": guard("models.cards"),
    "statistics.get": guard("statistics.get"),
    "worklist.list": guard("worklist.list"),
    "worklist.counts": guard("worklist.counts"),
    "study.timeline": guard("study.timeline"),
    "study.setPriority": guard("study.setPriority"),
    "study.delete": guard("study.delete"),
    "library.usage": guard("library.usage"),
    "library.upkeep": guard("library.upkeep"),
    "backup.state": guard("backup.state"),
    "backup.start": guard("backup.start"),
    "backup.cancel": guard("backup.cancel"),
    "library.moveState": guard("library.moveState"),
    "library.move": guard("library.move"),
    "library.moveCancel": guard("library.moveCancel"),
    "library.use": guard("library.use"),
    "folder.list": guard("folder.list"),
    "study.open": guard("study.open"),
    "study.films": guard("study.films"),
    "film.first": guard("film.first"),
    "film.pixels": guard("film.pixels"),
    "film.shown": guard("film.shown"),
    "read.saveDraft": guard("read.saveDraft"),
    "read.commit": guard("read.commit"),
    "panel.get": guard("panel.get"),
    "read.addendum": guard("read.addendum"),
    "read.report": guard("read.report"),
    "read.reportPdf": guard("read.reportPdf"),
    "report.templates": guard("report.templates"),
    "report.setTemplates": guard("report.setTemplates"),
    "study.course": guard("study.course"),
    "secondRead.list": guard("secondRead.list"),
    "secondRead.ask": guard("secondRead.ask"),
    "secondRead.take": guard("secondRead.take"),
    "secondRead.settle": guard("secondRead.settle"),
    "session.get": guard("session.get"),
    "session.signIn": guard("session.signIn"),
    "session.signOut": guard("session.signOut"),
    "session.active": guard("session.active"),
    "session.setSecret": guard("session.setSecret"),
    "session.setLanguage": guard("session.setLanguage"),
    "reader.list": guard("reader.list"),
    "reader.add": guard("reader.add"),
    "reader.change": guard("reader.change"),
    "reader.resetSecret": guard("reader.resetSecret"),
    "hanging.get": guard("hanging.get"),
    "hanging.set": guard("hanging.set"),
    "audit.list": guard("audit.list"),
    "audit.verify": guard("audit.verify"),
    "audit.exportHead": guard("audit.exportHead"),
    "rules.get": guard("rules.get"),
    "rules.set": guard("rules.set"),
    "mark.list": guard("mark.list"),
    "mark.save": guard("mark.save"),
    "mark.delete": guard("mark.delete"),
    "export.dicom": guard("export.dicom"),
    "export.picture": guard("export.picture"),
    "screen.check": guard("screen.check"),
    "queue.state": guard("queue.state"),
    "queue.pause": guard("queue.pause"),
    "inference.backends": guard("inference.backends"),
    "inference.choose": guard("inference.choose"),
    "inference.measure": guard("inference.measure"),
    "import.start": guard("import.start"),
    "import.phantoms": guard("import.phantoms"),
    "import.cancel": guard("import.cancel"),
    "watch.state": guard("watch.state"),
    "watch.choose": guard("watch.choose"),
    "import.unfinished": guard("import.unfinished"),
    "import.resume": guard("import.resume"),
    "import.forget": guard("import.forget"),
    "import.identify": guard("import.identify"),
  };
}
