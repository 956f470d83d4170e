import { once } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { BrowserPipe } from "./browser-pipe.ts";

test("gives each command its own answer, in pieces and among events as they come", async () => {
  const [commands, answers] = [new PassThrough(), new PassThrough()];
  const pipe = new BrowserPipe(commands, answers);
  const asked = Promise.all([pipe.ask("Target.getTargets"), pipe.ask("Browser.getVersion")]);
  const [first] = (await once(commands, "data")) as [Buffer];
  expect(first.toString("utf8")).toBe('{"id":1,"method":"Target.getTargets","params":{}}\0');
  answers.write('{"method":"Target.targetCreated","params":{}}\0{"id":2,"result":{"product":"Ü');
  answers.write('"}}\0{"id":1,"result":{"targetInfos":[]}}\0');
  expect(await asked).toEqual([{ targetInfos: [] }, { product: "Ü" }]);
});

test("says what the browser refused", async () => {
  const answers = new PassThrough();
  const asked = new BrowserPipe(new PassThrough(), answers).ask("Browser.setWindowBounds");
  answers.write('{"id":1,"error":{"code":-32000,"message":"Browser window not found"}}\0');
  await expect(asked).rejects.toThrow("Browser.setWindowBounds: Browser window not found");
});

test("sends a command to one of the browser's targets", async () => {
  const commands = new PassThrough();
  void new BrowserPipe(commands, new PassThrough()).ask("Runtime.evaluate", { expression: "1" }, "F00D");
  const [sent] = (await once(commands, "data")) as [Buffer];
  expect(JSON.parse(sent.toString("utf8").slice(0, -1))).toEqual({
    id: 1,
    method: "Runtime.evaluate",
    params: { expression: "1" },
    sessionId: "F00D",
  });
});
