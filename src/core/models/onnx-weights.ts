/**
 * Where an ONNX graph says that its weights lie in other files (onnx.proto3: TensorProto.external_data).
 *
 * The runtime takes them from bytes in memory, which are those that were hashed; but a tensor that it
 * is not given, and any inside a graph's branch, it looks for on the disk by itself. So the graph is
 * walked before it is loaded, and what would be read unseen is known.
 */
export interface OutsideWeights {
  /** Files of the graph's own weights, as the graph writes them. */
  readonly files: ReadonlySet<string>;
  /** Files of weights in branches, loops, functions or odd attributes: they cannot be given from memory. */
  readonly nested: ReadonlySet<string>;
}

/** One field of a message: its number, and its bytes where it has any (wire type 2). */
interface Field {
  readonly number: number;
  readonly bytes: Uint8Array | null;
}

/** Bytes of the wire types of fixed size (protobuf encoding: 1 is 64-bit, 5 is 32-bit). */
const fixed: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** @throws RangeError where the bytes are no message */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) break;
      // Lengths above 2^53 are out of range all the same.
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError("a number is cut off");
  };
  while (at < message.length) {
    const key = varint();
    const [number, wireType] = [Math.floor(key / 8), key % 8];
    if (wireType === 0) {
      varint();
      yield { number, bytes: null };
      continue;
    }
    const size = wireType === 2 ? varint() : fixed[wireType];
    if (size === undefined || size > message.length - at) throw new RangeError("a field is cut off");
    yield { number, bytes: wireType === 2 ? message.subarray(at, at + size) : null };
    at += size;
  }
}

/** As Latin-1: names that the manifest can list are ASCII, and no other one is to equal them. */
const text = (bytes: Uint8Array): string => {
  let out = "";
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
};

/** Field numbers of onnx.proto3. */
const model = { graph: 7, functions: 25 };
const graphOf = { node: 1, initializer: 5, sparseInitializer: 15 };
const functionOf = { node: 7, attribute: 11 };
const nodeOf = { opType: 4, attribute: 5 };
const attributeOf = { tensor: [5, 10], graph: [6, 11], sparse: [22, 23] };
const sparseOf = { tensors: [1, 2] };
const tensorOf = { externalData: 13 };
const entryOf = { key: 1, value: 2 };

class Walk implements OutsideWeights {
  readonly files = new Set<string>();
  readonly nested = new Set<string>();

  model(bytes: Uint8Array): void {
    for (const { number, bytes: part } of fieldsOf(bytes)) {
      if (part === null) continue;
      if (number === model.graph) this.graph(part, this.files);
      else if (number === model.functions) this.function(part);
    }
  }

  function(bytes: Uint8Array): void {
    this.nodes(bytes, functionOf.node, this.nested);
    for (const { number, bytes: part } of fieldsOf(bytes)) {
      if (number === functionOf.attribute && part !== null) this.attribute(part, this.nested);
    }
  }

  graph(bytes: Uint8Array, into: Set<string>): void {
    this.nodes(bytes, graphOf.node, into);
    for (const { number, bytes: part } of fieldsOf(bytes)) {
      if (part === null) continue;
      if (number === graphOf.initializer) this.tensor(part, into);
      else if (number === graphOf.sparseInitializer) this.sparse(part);
    }
  }

  nodes(bytes: Uint8Array, nodeField: number, into: Set<string>): void {
    for (const { number, bytes: node } of fieldsOf(bytes)) {
      if (number !== nodeField || node === null) continue;
      const parts = [...fieldsOf(node)];
      const opType = parts.findLast((part) => part.number === nodeOf.opType)?.bytes;
      // The runtime turns a constant into a weight of its graph; other attributes it reads by itself.
      const constant = opType !== undefined && opType !== null && text(opType) === "Constant";
      for (const part of parts) {
        if (part.number === nodeOf.attribute && part.bytes !== null) {
          this.attribute(part.bytes, constant ? into : this.nested);
        }
      }
    }
  }

  attribute(bytes: Uint8Array, into: Set<string>): void {
    for (const { number, bytes: part } of fieldsOf(bytes)) {
      if (part === null) continue;
      if (attributeOf.tensor.includes(number)) this.tensor(part, into);
      else if (attributeOf.sparse.includes(number)) this.sparse(part);
      else if (attributeOf.graph.includes(number)) this.graph(part, this.nested);
    }
  }

  sparse(bytes: Uint8Array): void {
    for (const { number, bytes: part } of fieldsOf(bytes)) {
      if (part !== null && sparseOf.tensors.includes(number)) this.tensor(part, this.nested);
    }
  }

  tensor(bytes: Uint8Array, into: Set<string>): void {
    for (const { number, bytes: entry } of fieldsOf(bytes)) {
      if (number !== tensorOf.externalData || entry === null) continue;
      const parts = [...fieldsOf(entry)];
      const of = (wanted: number): string => {
        const found = parts.findLast((part) => part.number === wanted)?.bytes;
        return found === undefined || found === null ? "" : text(found);
      };
      if (of(entryOf.key) === "location") into.add(of(entryOf.value));
    }
  }
}

/**
 * @param graph an ONNX file
 * @returns null where the bytes are no ONNX file (nor is one in ONNX Runtime's own format)
 */
export function outsideWeights(graph: Uint8Array): OutsideWeights | null {
  if (text(graph.subarray(4, 8)) === "ORTM") return null;
  const walk = new Walk();
  try {
    walk.model(graph);
  } catch (error) {
    // RangeError: a message that is cut off, or so deep that the stack ended.
    if (error instanceof RangeError) return null;
    throw error;
  }
  return walk;
}
