/** The environment variable that gives the property tests their seed: any text. */
export const PROPERTY_SEED = 'FAST_CHECK_SEED';
