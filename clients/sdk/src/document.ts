/** An operation that the server knows: what goes over the wire is its id. The types are for whoever calls it. */
export interface Document<Answer, Variables> {
  readonly id: string
  readonly __types?: (variables: Variables) => Answer
}
