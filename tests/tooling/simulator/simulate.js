// Reads policies by role and requests from standard input, and answers whether each request is allowed.
import { readFileSync } from 'node:fs'
import { runSimulation } from '@cloud-copilot/iam-simulate'

const { account, policies, requests } = JSON.parse(readFileSync(0, 'utf8'))

async function isAllowed({ role, action, resource, context }) {
  const answer = await runSimulation(
    {
      identityPolicies: policies[role].map((policy, number) => ({ name: `policy${number}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: {
        action,
        principal: `arn:aws:iam::${account}:role/${role}`,
        resource: { accountId: account, resource },
        contextVariables: context,
      },
    },
    {},
  )
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors))
  return answer.overallResult === 'Allowed'
}

const answers = []
for (const request of requests) answers.push(await isAllowed(request))
process.stdout.write(JSON.stringify(answers))
