// Prints the options that each visualization knows, as JSON schemas by type: node schemas.mjs
import schemas from '@splunk/visualization-schemas';

const known = Object.entries(schemas).filter(([name]) => name.endsWith('OptionsSchema'));
const byType = known.map(([name, schema]) => [`splunk.${name.replace('OptionsSchema', '').toLowerCase()}`, schema]);
console.log(JSON.stringify(Object.fromEntries(byType)));
