/** Decoration: the name is next to it. */
export function Picture({ source }: { source: string | null | undefined }) {
  return source ? (
    <img className="picture" src={source} alt="" />
  ) : (
    <div className="picture" />
  )
}
