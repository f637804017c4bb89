import { EditResource } from "../../../../../components/resource/edit-resource"

const EditGeneral = () => <EditResource part="general" />

export default EditGeneral
