/** Details of failures of networks, set into the sentences of the error table. */
export const inferenceMessages = {
  noInput: (name: string) => `it has no input "${name}"`,
  inputs: (count: number) => `it has ${count} inputs, not one`,
  inputShape: (name: string, found: string, wanted: string) =>
    `its input "${name}" is ${found}, its manifest says ${wanted}`,
  noOutput: (name: string) => `it has no output "${name}"`,
  outputShape: (name: string, found: string, wanted: string) =>
    `its output "${name}" is ${found}, not ${wanted}`,
  outputSize: (name: string, values: number, limit: number) =>
    `its output "${name}" has ${values} values; at most ${limit} are taken`,
  notANumber: (name: string) => `its output "${name}" is not a number`,
  stoppedProcess: () => "it stopped the process that runs the networks",
  notJson: (file: string) => `${file} is not JSON`,
  tooLong: (file: string) => `${file} is too long`,
  notReadable: (file: string, code: string) => `${file} cannot be read: ${code}`,
  outside: (path: string) => `files: ${path} leads out of the model's folder`,
  nameTaken: (id: string) =>
    `id: ${id} is the name of one of Overread's own networks, which are never replaced; choose another`,
  notOnnx: (file: string) => `${file} is not an ONNX graph`,
  unlisted: (file: string) => `its graph takes weights from "${file}", which files does not name`,
  nested: (file: string) =>
    `its graph takes weights inside a branch or attribute from "${file}"; only the graph's own weights may stand in another file`,
  tooManyBytes: (bytes: number, limit: number) =>
    `its files, with those of your other networks, come to ${Math.ceil(bytes / 2 ** 20)} MB; at most ${limit / 2 ** 20} MB are loaded`,
  idTwice: (id: string) => `id: another network is called ${id}`,
} as const;
