import { requests, type Api, type ParsedPayload, type RequestName, type WireReply } from "../../core/api.ts";
import { AppError, asAppError, toWire } from "../../core/base/errors.ts";

const isRequest = (name: unknown): name is RequestName =>
  typeof name === "string" && Object.hasOwn(requests, name);

/**
 * Answers one request of a window: parses its name and payload, calls the workstation, and turns
 * what it throws into an error on the wire. Never rejects.
 * @param options.checkResults parses the result, too: for tests, because it costs time with pixels
 */
export async function dispatch(
  api: Api,
  name: unknown,
  payload: unknown,
  options: { readonly checkResults?: boolean } = {},
): Promise<WireReply> {
  try {
    if (!isRequest(name)) throw new AppError("app/bad-request", { detail: "no such request" });
    return { ok: true, value: await answer(api, name, payload, options.checkResults ?? false) };
  } catch (error) {
    // The workstation has logged what was no `AppError`; the window learns only that there was a fault.
    const { code, params, message } = toWire(asAppError(error, "app/fault"));
    return { ok: false, error: { code, params, message } };
  }
}

async function answer<Name extends RequestName>(
  api: Api,
  name: Name,
  payload: unknown,
  checkResult: boolean,
): Promise<unknown> {
  const { payload: payloadSchema, result: resultSchema } = requests[name];
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) {
    // The place that is wrong, never the value: it may be a patient's name.
    const place = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new AppError(
      "app/bad-request",
      { detail: `${name}: ${place || "payload"}` },
      { cause: parsed.error },
    );
  }
  // TypeScript does not connect the schema's output with its own name's payload.
  const result = await api[name](parsed.data as ParsedPayload<Name>);
  if (!checkResult) return result;
  const checked = resultSchema.safeParse(result);
  if (!checked.success) throw new AppError("app/protocol", { detail: name }, { cause: checked.error });
  return checked.data;
}
