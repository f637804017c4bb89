import { Link } from "react-router-dom"

export function NotFoundPage() {
  return (
    <>
      <h1>There is no such page</h1>
      <p>
        <Link to="/">Search for dates</Link>
      </p>
    </>
  )
}
