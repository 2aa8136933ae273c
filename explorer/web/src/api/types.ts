/** The explorer's JSON interface, as docs/reference/explorer-api.md says it. What is not finite is null. */

export type Num = number | null;

export interface Observable {
    column: string;
    label: string;
    unit: string;
    noValue?: string;
    /** The bins to begin with. */
    edges: number[];
    /** Whether these are published with the measurement. */
    published: boolean;
    /** How many are published, where they are more than an axis may have. */
    publishedBins?: number;
}

export interface Column {
    name: string;
    unit: string;
    type: string;
}

export interface FunctionInfo {
    name: string;
    arguments: string[];
    about: string;
}

export interface Source {
    name: string;
    kind: "statistical" | "systematic" | "other";
    recipe: string;
    columns: number;
    description: string;
    inTotal: boolean;
}

export interface Measurement {
    api: string;
    version: string;
    name: string;
    description: string;
    events: number;
    nEff: number;
    normalisation: { kind: string; unit: string; sum: number };
    phaseSpace?: string;
    luminosity?: { value: number; unit: string; relativeUncertainty: number };
    observables: Observable[];
    columns: Column[];
    functions: FunctionInfo[];
    sources: Source[];
    predictions: { name: string; events: number; absolute: boolean }[];
    rules: { fewEvents: number; largeError: number };
    inverses: string[];
    limits: { bins: number; cells: number; cuts: number };
    citations: { key: string; text: string }[];
    bibtex: string;
}

export interface CheckAnswer {
    ok: boolean;
    unit?: string;
    columns?: string[];
    message?: string;
    position?: number;
    nearest?: string;
}

export interface BinsRequest {
    expression: string;
    where: string[];
    method: "equal" | "log" | "nEff";
    count: number;
    from?: number;
    to?: number;
}

export interface BinsAnswer {
    edges: number[];
    low: number;
    high: number;
    from: number;
    to: number;
}

export interface Binning {
    expression: string;
    edges: number[];
}

/** A newer request of the same client and slot takes the place of an older one. */
export interface SlotRequest {
    client: string;
    slot: string;
}

export interface ViewRequest extends SlotRequest {
    x: Binning;
    y?: Binning;
    where: string[];
    normalised: boolean;
    sources?: string[];
    predictions: string[];
    inverse: string;
    covariance: boolean;
}

export interface AxisAnswer extends Binning {
    label: string;
    unit: string;
}

export interface Flag {
    bin: number;
    fewEvents: boolean;
    largeError: boolean;
}

export interface Test {
    chiSquare: Num;
    degreesOfFreedom: number;
    pValue: Num;
    inverse: string;
    ofShape: boolean;
    leftOut: string[];
    remark: string;
}

export interface PredictionAnswer {
    name: string;
    value: Num[];
    error: Num[];
    scaled: boolean;
    /** Whether it is the result's own events with other weights, as the prior is. */
    ownEvents: boolean;
    test?: Test;
    /** Why there is no test. */
    untested?: string;
}

export interface Selection {
    events: number;
    nEff: Num;
    value: Num;
    stat: Num;
    syst: Num;
    total: Num;
    unit: string;
}

export interface Outside {
    events: number;
    sumWeights: Num;
}

export interface ViewAnswer {
    x: AxisAnswer;
    y?: AxisAnswer;
    unit: string;
    normalised: boolean;
    value: Num[];
    stat: Num[];
    syst: Num[];
    total: Num[];
    statOf: string;
    /** Whether the statistical errors are part of the total: one of the chosen sources is statistical. */
    statInTotal: boolean;
    nEff: Num[];
    sumWeights: Num[];
    entries: number[];
    flags: Flag[];
    sources: Record<string, Num[]>;
    covariance?: Num[][];
    correlation?: Num[][];
    outside: { below: Outside; above: Outside; slices?: Outside };
    selection: Selection;
    predictions: PredictionAnswer[];
    remarks: string[];
    milliseconds: number;
}

export interface BrushRequest extends SlotRequest {
    expression: string;
    edges: number[];
    where: string[];
}

export interface BrushAnswer {
    value: Num[];
    unit: string;
}

export type Format = "png" | "svg" | "pdf" | "csv" | "json" | "hepdata" | "yoda" | "java" | "python";

export interface ExportRequest extends ViewRequest {
    format: Format;
    what?: "result" | "breakdown" | "covariance" | "correlation";
    logX?: boolean;
    logY?: boolean;
}
