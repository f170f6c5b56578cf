/** `npm run build`: the editor's files, as `npm start` makes them when they are not there. */
import { prepareEditor } from './editor-part.ts';

await prepareEditor((line) => console.log(line));
