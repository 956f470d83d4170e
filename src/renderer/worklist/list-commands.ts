import { worklist } from "../state/worklist.svelte.ts";
import { provide } from "../ui/commands.ts";

/** What the keys do to the list, whether it stands beside the film or alone. @returns how to stop */
export const provideListCommands = (): (() => void) =>
  provide({
    "worklist.next": () => void worklist.step(1),
    "worklist.previous": () => void worklist.step(-1),
    "worklist.nextUnread": () => void worklist.nextUnread(),
    "worklist.priority": () => void worklist.togglePriority(),
  });
