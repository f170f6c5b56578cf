/** Every workflow that a worker runs, by the name under which it is started. */
export { arrangement } from './arrangement.ts';
export { invoice } from './invoice.ts';
