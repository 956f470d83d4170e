/** The part of cornerstone-core 2.6.1 that the viewer uses; the package has no types of its own. */
declare module "cornerstone-core" {
  export interface Viewport {
    scale: number;
    translation: { x: number; y: number };
    /** Degrees clockwise, after mirroring. */
    rotation: number;
    hflip: boolean;
  }

  export interface CornerstoneImage {
    readonly imageId: string;
    readonly rows: number;
    readonly columns: number;
    readonly width: number;
    readonly height: number;
    readonly color: boolean;
    /** Spacing between columns and between rows: their ratio gives the pixel's shape on screen. */
    readonly columnPixelSpacing: number;
    readonly rowPixelSpacing: number;
    readonly windowCenter: number;
    readonly windowWidth: number;
    readonly invert: boolean;
    readonly sizeInBytes: number;
    /** Draws the image into the enabled element's canvas, in place of cornerstone's own renderers. */
    readonly render: (enabledElement: EnabledElement, invalidated: boolean) => void;
  }

  export interface EnabledElement {
    readonly element: HTMLElement;
    readonly canvas: HTMLCanvasElement;
    readonly image: CornerstoneImage | undefined;
    viewport: Viewport | undefined;
  }

  /** 2 x 3 affine matrix from film pixels to canvas pixels: x' = m0 x + m2 y + m4, y' = m1 x + m3 y + m5. */
  export interface Transform {
    readonly m: readonly [number, number, number, number, number, number];
  }

  interface Cornerstone {
    enable(element: HTMLElement): void;
    disable(element: HTMLElement): void;
    displayImage(element: HTMLElement, image: CornerstoneImage, viewport?: Viewport): void;
    setViewport(element: HTMLElement, viewport: Partial<Viewport>): void;
    updateImage(element: HTMLElement, invalidated?: boolean): void;
    getEnabledElement(element: HTMLElement): EnabledElement;
    readonly internal: { calculateTransform(enabledElement: EnabledElement): Transform };
  }
  const cornerstone: Cornerstone;
  export default cornerstone;
}
