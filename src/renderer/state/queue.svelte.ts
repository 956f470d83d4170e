import type { QueueState } from "../../core/api.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** Films that wait for the networks. */
class Queue {
  state = $state.raw<QueueState>({ waiting: 0, more: false, paused: false });

  take(state: QueueState): void {
    this.state = state;
  }

  async load(): Promise<void> {
    try {
      this.state = await request("queue.state", {});
    } catch (error) {
      notices.fail(error);
    }
  }

  async pause(paused: boolean): Promise<void> {
    try {
      this.state = await request("queue.pause", { paused });
    } catch (error) {
      notices.fail(error);
    }
  }
}

export const queue = new Queue();
