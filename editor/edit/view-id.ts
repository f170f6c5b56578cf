/** The faces of a ladder, as the address names them. */
export const VIEW_IDS = ['table', 'canvas', 'rules'] as const;
export type ViewId = (typeof VIEW_IDS)[number];

export const viewOf = (given: unknown): ViewId => VIEW_IDS.find((id) => id === given) ?? 'table';
