import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/cards.ts";

/**
 * What Overread's own cards say in prose, piece by piece, with their figures as values. The cards are English
 * (`training` writes them); from these `core/models/card-text.ts` knows their pieces again.
 */
const cardPhrasesEnglish = {
  // Limits.
  trainedOn: () => "Trained on frontal (AP) chest films of children of 1 to 5 years from one centre.",
  called: (falsePositives: string, normal: string, falseNegatives: string, pneumonia: string) =>
    `On the official test split it called ${falsePositives} of ${normal} normal films pneumonia at its threshold, and ${falseNegatives} of ${pneumonia} films with pneumonia normal.`,
  adults: (auc: string) =>
    `Not for adults: on adult films of another hospital its AUC was ${auc}, where 0.5 is chance.`,
  twoAnswers: () => "It knows two answers only, normal and pneumonia, and names no other finding.",
  notCleared: () => "Not a cleared medical device: it does not replace a radiologist's reading.",
  // What was chosen on what.
  outOfFold: () =>
    "out-of-fold predictions of all usable training films (three folds by patient), altered at random as films from elsewhere differ, weighted so that global image statistics are balanced and both classes count the same",
  closed: (version: string, network: string) =>
    `the official test split was closed, but version ${version} of ${network} had shown on it that a point chosen on unaltered films is too low`,
  known: () => "what earlier versions reach on it was known",
  offset: () => "together with the margin's offset, which the weights carry",
  oneFold: () => "of these the films of one fold, whose alterations every network has answered",
  fitted: () => "fitted weights, the lower log loss on folds that a candidate was not fitted on",
  ruleBefore: (version: string) =>
    `the rule of version ${version}, since no rule fitted anew has a lower log loss on films that it was not fitted on`,
  // Training data and split.
  films: (width: string, height: string) =>
    `Chest films of children of 1 to 5 years (Kermany et al.), ${width} x ${height} pixels`,
  byPatient: () => "By patient: no patient stands on two sides",
  leftOut: () => "patients whose number also occurs in the official test split are left out of training",
  copies: () => "exact copies kept together",
  scratch: () => "none: trained from scratch",
  modelZoo: (name: string) => `ImageNet weights of the ONNX model zoo, ${name}, Apache-2.0`,
  pruned: () =>
    "ImageNet weights of a pruned 8-bit ResNet-50 v1 (BatchNorm folded, put back before training) from a repository under MIT",
  unstated: () => "where they were trained is not stated",
  // Recipe.
  epochsAt: (epochs: string, some: string, pixels: string) =>
    `${epochs} epochs (${some} of them at ${pixels} pixels), AdamW`,
  epochsAtTwo: (epochs: string, some: string, pixels: string, more: string, larger: string) =>
    `${epochs} epochs (${some} of them at ${pixels} pixels, ${more} at ${larger}), AdamW`,
  epochs: (epochs: string) => `${epochs} epochs, AdamW`,
  oneCycle: (rate: string) => `one cycle to ${rate}`,
  batches: (size: string) => `batches of ${size}`,
  bfloat16: () => "convolutions and matrix products in bfloat16",
  smoothing: (share: string) => `label smoothing ${share}`,
  averaged: () => "averaged weights",
  views: (views: string) => `${views} views of a film, held to agree`,
  balanced: () => "classes drawn equally and balanced over global image statistics",
  alterations: () =>
    "random sharpness, resampling, contrast, aspect, borders, markers, noise and recompression",
  crops: () => "cropped at random at the top and bottom, normal films further",
  // Architectures.
  cnn: (width: string, height: string) =>
    `The CNN of Sahin, Ulutas, Yuce (2021), Fig. 5, at ${width} x ${height} pixels, grey input, two classes`,
  dense: (rows: string, columns: string) =>
    `the weights of the first dense layer are constant over cells of ${rows} x ${columns} pixels of the last feature map (an average pooling before the flatten)`,
  batchNorm: () => "BatchNorm in training, folded into the layers",
  alexnet: (layers: string) =>
    `AlexNet (Krizhevsky et al. 2012, one branch), ${layers} layers, grey input, two classes`,
  mobilenet: (layers: string) =>
    `MobileNetV2 1.0 (Sandler et al. 2018), ${layers} layers, grey input, two classes`,
  resnet: (layers: string) => `ResNet-50 v1 (He et al. 2016), ${layers} layers, grey input, two classes`,
  // The audit's changes.
  blur: (sigma: string) => `blur, sigma ${sigma}`,
  sharpen: (percent: string) => `sharpen, unsharp ${percent} %`,
  jpeg: (quality: string) => `JPEG quality ${quality}`,
  gamma: (gamma: string) => `gamma ${gamma}`,
  cut: (percent: string) => `contrast, ${percent} % cut at each end`,
  half: () => "half contrast",
  black: (percent: string) => `black border ${percent} %`,
  white: (percent: string) => `white border ${percent} %`,
  topAndBottom: (percent: string) => `top and bottom black ${percent} %`,
  wider: (percent: string) => `wider by ${percent} %`,
  taller: (percent: string) => `taller by ${percent} %`,
  marker: () => "marker",
  // Causes, and other ways to decide.
  bacteria: () => "bacteria",
  virus: () => "virus",
  panel: () => "panel",
  averaging: () => "plain averaging",
  majority: () => "majority vote",
} as const;
export const cardPhrases: Translated<typeof cardPhrasesEnglish> = words(
  cardPhrasesEnglish,
  turkish.cardPhrases,
);
