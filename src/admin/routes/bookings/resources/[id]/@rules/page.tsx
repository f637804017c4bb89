import { EditResource } from "../../../../../components/resource/edit-resource"

const EditRules = () => <EditResource part="rules" />

export default EditRules
