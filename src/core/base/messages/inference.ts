/** Details of failures of networks, set into the sentences of the error table. */
export const inferenceMessages = {
  noInput: (name: string) => `it has no input "${name}"`,
  inputs: (count: number) => `it has ${count} inputs, not one`,
  inputShape: (name: string, found: string, wanted: string) =>
    `its input "${name}" is ${found}, its manifest says ${wanted}`,
  noOutput: (name: string) => `it has no output "${name}"`,
  outputShape: (name: string, found: string, wanted: string) =>
    `its output "${name}" is ${found}, not ${wanted}`,
  notANumber: (name: string) => `its output "${name}" is not a number`,
  stoppedProcess: () => "it stopped the process that runs the networks",
  notJson: (file: string) => `${file} is not JSON`,
  tooLong: (file: string) => `${file} is too long`,
  notReadable: (file: string, code: string) => `${file} cannot be read: ${code}`,
  outside: (path: string) => `files: ${path} leads out of the model's folder`,
  idTwice: (id: string) => `id: another network is called ${id}`,
} as const;
