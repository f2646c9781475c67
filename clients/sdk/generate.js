// Writes src/operations.ts: the types of what the operations take and answer, and each document's id.
// `--check` writes nothing, and fails where the file is not what it would write.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as operations from '@graphql-codegen/typescript-operations'
import { buildSchema, parse } from 'graphql'

const at = (path) => join(import.meta.dirname, path)
const FILE = at('src/operations.ts')
const contract = at('../contract/operations')

const files = readdirSync(contract, { recursive: true }).filter((name) => name.endsWith('.graphql')).sort()
const documents = files.map((name) => ({ location: name, document: parse(readFileSync(join(contract, name), 'utf8')) }))
const ids = JSON.parse(readFileSync(at('../contract/documents.json'), 'utf8'))

// The ids are the server's: its manifest is made by `make contract`, so that one operation has one hash.
const named = {
  plugin: () => {
    const lines = documents
      .flatMap((file) => file.document.definitions)
      .filter((node) => node.kind === 'OperationDefinition')
      .map((node) => {
        const name = node.name.value
        const type = `${name}${node.operation[0].toUpperCase()}${node.operation.slice(1)}`
        if (!(name in ids)) throw new Error(`${name} has no id: run make contract`)
        return `export const ${name}: Document<${type}, ${type}Variables> = { id: '${ids[name]}' }`
      })
    return { prepend: ["import type { Document } from './document'"], content: lines.sort().join('\n') }
  },
}

const text = await codegen({
  filename: FILE,
  schema: parse(readFileSync(at('../../schema/schema.graphql'), 'utf8')),
  schemaAst: buildSchema(readFileSync(at('../../schema/schema.graphql'), 'utf8')),
  documents,
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    strictScalars: true,
    scalars: { ID: 'string', Cursor: 'string', Date: 'string', DateTime: 'string' },
  },
  plugins: [{ operations: {} }, { named: {} }],
  pluginMap: { operations, named },
})
const written = `// Written by generate.js: change clients/contract/operations, and run make contract.\n${text}\n`
if (!process.argv.includes('--check')) writeFileSync(FILE, written)
else if (readFileSync(FILE, 'utf8') !== written) {
  console.error('src/operations.ts is not what the schema and the operations say: run make contract')
  process.exit(1)
}
