import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/models.ts";

/** Words of the Models page. */
const modelsEnglish = {
  title: "Models",
  lead: "What each network is, and what it was measured to be worth. Nothing of any study stands here.",
  loading: "Fetching the networks' cards",
  none: "No network is loaded. Films can be read; the panel stays empty.",
  panel: "Panel",
  ownTag: "your own, not counted in the panel",
  plainPanel:
    "No rule of the panel is loaded: its probability is the networks' plain mean of log odds, which has no figures of its own.",
  choose: "Networks",
  fleet: {
    title: "All networks",
    caption: (set: string) => `${set}; the last column is films of adults from another hospital`,
    network: "Network",
    version: "Version",
    films: "Films",
    auc: "AUC (95 %)",
    accuracy: "Accuracy",
    sensitivity: "Sensitivity",
    specificity: "Specificity",
    ece: "ECE",
    threshold: "Threshold",
    adults: "Adults: AUC (95 %)",
    note: "AUC intervals by bootstrap over patients. ECE: expected calibration error, 15 bins, after calibration. 0.5 is what chance would give as AUC: on adults these networks do little better.",
  },
  between: (low: string, high: string) => `${low} to ${high}`,
  notMeasured: "not measured",
  measuredOn: "Measured on",
  /** What is behind the names of the sets that Overread's own cards have. */
  sets: {
    "official test split": {
      name: "Official test split",
      note: "Children of 1 to 5 years, the training centre's own patients, none of them trained on. Opened once for each version, after every choice; earlier versions had been measured on it.",
    },
    validation: { name: "Validation", note: "Films of the training centre's other patients, as they come." },
    "matched validation": {
      name: "Matched validation",
      note: "Films picked so that sharpness, brightness and contrast no longer tell the classes apart. Recipes were chosen by it.",
    },
    "nih (external, adults)": {
      name: "Adults, another hospital",
      note: "NIH ChestX-ray8, adults, labels mined from reports. It says how far the networks are from knowing adults.",
    },
    "out-of-fold predictions": {
      name: "Out-of-fold predictions",
      note: "Every training film, answered by a network that saw no film of its patient. The panel's rule was chosen by them.",
    },
  } as Readonly<Record<string, { readonly name: string; readonly note: string }>>,
  ownSet: "Measured by whoever wrote the model's manifest.",
  figures: {
    title: "Figures",
    films: "Films",
    auc: "AUC",
    accuracy: "Accuracy",
    sensitivity: "Sensitivity",
    specificity: "Specificity",
    at90: "Sensitivity at 90 % specificity",
    eceBefore: "ECE before calibration",
    eceAfter: "ECE after calibration",
    precision: (name: string) => `Precision, ${name}`,
    f1: (name: string) => `F1, ${name}`,
    value: "Value",
    interval: "95 % interval",
    figure: "Figure",
    note: "Accuracy, sensitivity and specificity with Wilson intervals; that of the AUC by bootstrap over patients.",
  },
  confusion: "Confusion matrix",
  confusionNote: (threshold: string) => `Pneumonia is called from ${threshold} on. Shares are of the row.`,
  roc: "ROC curve",
  rocName: (set: string, auc: string) => `${set} (AUC ${auc})`,
  reliability: "Reliability",
  before: "Before calibration",
  beforePanel: "Plain mean of the networks",
  after: "After calibration",
  reliabilityNote: "Points grow with the number of films in the bin.",
  curve: {
    title: "Training curve",
    epoch: "Epoch",
    y: "AUC",
    validation: "Validation",
    matched: "Matched validation",
    loss: "Loss",
    lossTitle: "Training loss",
    lossNote: "Mean over the epoch's films, as they were altered for training.",
    note: "After each epoch.",
  },
  audit: {
    title: "Audit: changes that mean nothing",
    note: (films: number) =>
      `Mean change of the probability on ${films} films when a film is changed so. A network that looks at the lungs stays below 0.05.`,
    change: "Change",
    mean: "Mean change",
    auc: "AUC then",
    limit: "0.05",
    shortcut: "Audit: five numbers of the whole film",
    shortcutNote: (auc: string) =>
      `AUC of sharpness, mean, deviation, black and white shares alone, beside the network's. With the lungs covered the network's AUC falls to ${auc}.`,
    numbers: "Five numbers",
    network: "Network",
    set: "Set",
  },
  etiology: {
    title: "By cause",
    note: (films: string) => `Each cause against all normal films: ${films}.`,
    cause: "Cause",
    auc: "AUC",
    sensitivity: "Sensitivity",
  },
  paper: {
    title: "The paper's protocol",
    note: (films: number, accuracy: string) =>
      `Another training on a random 80/20 split, patients on both sides, ${films} films, accuracy ${accuracy}. It compares with Sahin et al. 2021 and says nothing of new patients.`,
    set: "the paper's protocol",
  },
  levels: {
    title: "How far the networks agree",
    note: "How often each level occurs, and how often the panel is then right.",
    level: "Level",
    right: "Panel right",
    wrong: "Panel wrong",
    share: (level: string, right: string) => `${level}, ${right} right`,
  },
  compared: {
    title: "Beside other ways to decide",
    note: "The panel's rule, plain averaging, a majority vote, and each network alone on the same films.",
    way: "Way",
  },
  card: {
    title: "Card",
    purpose: "Purpose",
    purposeText: (architecture: string, width: number, height: number) =>
      `A second opinion on a frontal chest film: the calibrated probability of pneumonia and a heat map, shown to a reader who has committed a first read. ${architecture}. Input ${width} × ${height}.`,
    purposePanel: (members: string) =>
      `One answer of the networks: the weighted mean of their log odds, calibrated. It counts ${members}.`,
    member: (title: string, version: string, weight: string) => `${title} ${version} (weight ${weight})`,
    limits: "Limits",
    data: "Training data",
    dataText: (data: string, citation: string, licence: string) =>
      `${data}. ${citation}. Licence ${licence}.`,
    split: "Split",
    films: (train: number, validation: number, matched: number) =>
      `${train} films trained on, ${validation} validated on, of which ${matched} matched`,
    origin: "Starting weights",
    recipe: "Recipe",
    calibration: "Calibration",
    calibrationText: (temperature: string, chosenOn: string) =>
      `Temperature ${temperature}, chosen on ${chosenOn}.`,
    threshold: "Threshold",
    thresholdText: (threshold: string, chosenOn: string) => `${threshold}, chosen on ${chosenOn}.`,
    carried: "Rounding of the weights",
    carriedText: (max: string, films: number) =>
      `The carried weights answer within ${max} of the float32 network's probability on ${films} films.`,
    licence: "Licence",
    file: "Files",
    fileText: (path: string, megabytes: string, sha256: string) =>
      `${path}, ${megabytes} MB, SHA-256 ${sha256}`,
  },
} as const;
export const models: Translated<typeof modelsEnglish> = words(modelsEnglish, turkish.models);
