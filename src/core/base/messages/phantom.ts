/** Words burnt into every phantom film, and into its header. */
export const PHANTOM_LABEL = "PHANTOM - NOT A PATIENT";
/** The same for films too narrow for one line. */
export const PHANTOM_LABEL_LINES = ["PHANTOM", "NOT A PATIENT"] as const;
export const PHANTOM_STUDY = "Phantom chest film, not a patient";
export const PHANTOM_INSTITUTION = "Overread phantoms";
