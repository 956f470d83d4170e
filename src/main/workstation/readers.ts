import type { Api } from "../../core/api.ts";
import type { StudyStore } from "../../core/studies/study-store.ts";
import type { Session } from "./session.ts";

type Readers = Pick<
  Api,
  | "session.get"
  | "session.signIn"
  | "session.signOut"
  | "session.active"
  | "session.setSecret"
  | "session.setLanguage"
  | "reader.list"
  | "reader.add"
  | "reader.change"
  | "reader.resetSecret"
>;

/** Signing in and out, and the readers of this library. */
export function readersApi(store: StudyStore, session: Session): Readers {
  return {
    "session.get": () => session.info(),
    "session.signIn": ({ reader, secret }) => session.signIn(reader, secret),
    "session.signOut": () => session.signOut("session.sign-out"),
    "session.active": () => {
      session.touched();
      return Promise.resolve({});
    },
    "session.setSecret": ({ current, wanted }) => session.setSecret(current, wanted),
    "session.setLanguage": ({ language }) => session.setLanguage(language),
    "reader.list": async () => ({ readers: await store.read.readers({}) }),
    "reader.add": async ({ secret, ...added }) => ({ readers: await session.addReader(added, secret) }),
    "reader.change": async ({ changed }) => ({ readers: await session.changeReader(changed) }),
    "reader.resetSecret": async ({ reader, secret }) => ({
      readers: await session.resetSecret(reader, secret),
    }),
  };
}
