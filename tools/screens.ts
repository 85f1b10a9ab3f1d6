// `npm run screens [-- parts,of,names]`: pictures of every screen in every state, into screens/, to be looked at.
import { shoot } from '#test/browser/design/shoot.ts';

const problems = await shoot(process.argv[2]);
for (const problem of problems) console.log(problem);
console.log(`The pictures are in screens/; ${problems.length} things were found.`);
process.exitCode = problems.length === 0 ? 0 : 1;
